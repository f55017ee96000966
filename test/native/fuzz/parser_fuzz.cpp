// Any bytes to a parser of TypeScript: Node runs it in a process of its own (test/src/fuzz/serve.ts, the parser's name in the environment
// variable RIDGELINE_PARSER), which answers each input with how often every branch was taken. libFuzzer takes these counts for its own.
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "outcome.hpp"

// The interface of coverage that Clang documents (SanitizerCoverage): counters, and as many pairs of address and flags.
extern "C" void __sanitizer_cov_8bit_counters_init(std::uint8_t* begin, std::uint8_t* end);
extern "C" void __sanitizer_cov_pcs_init(const std::uintptr_t* begin, const std::uintptr_t* end);

using ridgeline::fuzz::require;

namespace {

struct Parser {
  int to = -1;
  int from = -1;
  std::vector<std::uint8_t> taken;
  std::vector<std::uintptr_t> places;
};

// Kept to the end of the process: libFuzzer reads the counters whenever it likes.
Parser& parser() {
  static auto* kept = new Parser;
  return *kept;
}

// libFuzzer looks at the time now and then: its alarm ends a call of the system early.
void send(const void* bytes, std::size_t size) {
  const auto* next = static_cast<const std::uint8_t*>(bytes);
  while (size > 0) {
    const ssize_t sent = write(parser().to, next, size);
    if (sent < 0 && errno == EINTR) continue;
    require(sent > 0, "the parser's process takes its input");
    next += sent;
    size -= static_cast<std::size_t>(sent);
  }
}

void receive(void* bytes, std::size_t size) {
  auto* next = static_cast<std::uint8_t*>(bytes);
  while (size > 0) {
    const ssize_t received = read(parser().from, next, size);
    if (received < 0 && errno == EINTR) continue;
    require(received > 0, "the parser's process lives");
    next += received;
    size -= static_cast<std::size_t>(received);
  }
}

void start(const char* script, const char* name) {
  int down[2];
  int up[2];
  require(pipe(down) == 0 && pipe(up) == 0, "there are pipes");
  const pid_t child = fork();
  require(child >= 0, "there is a second process");
  if (child == 0) {
    dup2(down[0], STDIN_FILENO);
    dup2(up[1], STDOUT_FILENO);
    for (const int end : {down[0], down[1], up[0], up[1]}) close(end);
    execlp("node", "node", "--max-old-space-size=512", script, name, static_cast<char*>(nullptr));
    std::_Exit(1);
  }
  close(down[0]);
  close(up[1]);
  parser().to = down[1];
  parser().from = up[0];
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* script = std::getenv("RIDGELINE_PARSERS");
  const char* name = std::getenv("RIDGELINE_PARSER");
  require(script != nullptr && name != nullptr, "RIDGELINE_PARSERS is the path of serve.js, RIDGELINE_PARSER a parser");
  start(script, name);
  std::uint32_t branches = 0;
  receive(&branches, sizeof branches);
  auto& [to, from, taken, places] = parser();
  taken.resize(branches);
  // Branches of a script have no address: their numbers stand for them.
  for (std::uint32_t i = 0; i < branches; ++i) places.insert(places.end(), {i + 1, 0});
  __sanitizer_cov_8bit_counters_init(taken.data(), taken.data() + taken.size());
  __sanitizer_cov_pcs_init(places.data(), places.data() + places.size());
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto length = static_cast<std::uint32_t>(size);
  send(&length, sizeof length);
  send(data, size);
  std::uint8_t holds = 0;
  receive(&holds, sizeof holds);
  receive(parser().taken.data(), parser().taken.size());
  require(holds == 1, "a result, or an error that blames the input");
  return 0;
}
