#include "base/read_at.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

using ridgeline::read_at;

TEST_CASE("bytes are read from where they lie, all of them or none") {
  std::string path = (std::filesystem::temp_directory_path() / "ridgeline-read-XXXXXX").string();
  const int file = mkstemp(path.data());
  REQUIRE(file >= 0);
  const std::array<std::uint8_t, 5> written{1, 2, 3, 4, 5};
  REQUIRE(write(file, written.data(), written.size()) == 5);

  std::array<std::uint8_t, 3> read{};
  CHECK(read_at(file, 1, read));
  CHECK(read == std::array<std::uint8_t, 3>{2, 3, 4});
  CHECK(read_at(file, 2, read));
  CHECK(read == std::array<std::uint8_t, 3>{3, 4, 5});
  CHECK_FALSE(read_at(file, 3, read));
  CHECK_FALSE(read_at(file, 9'000'000'000'000'000, read));
  CHECK_FALSE(read_at(file, UINT64_MAX, read));
  CHECK(read_at(file, 99, {}));

  close(file);
  unlink(path.c_str());
  CHECK_FALSE(read_at(file, 0, read));
}
