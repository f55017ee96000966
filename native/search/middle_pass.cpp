#include "search/middle_pass.hpp"

#include <algorithm>
#include <cmath>

#include "search/listed_reader.hpp"
#include "search/parameters.hpp"
#include "search/prefetch.hpp"

namespace ridgeline {
namespace {

constexpr std::uint8_t kNoFinger = 0;

[[nodiscard]] bool was_asked(const Listed& listed, std::uint8_t position) noexcept {
  return (listed.asked >> position & 1u) != 0;
}

}  // namespace

MiddlePass::MiddlePass(const Probe& probe, const StopSignal& stop) : stop_(stop) {
  for (const Probe::Print& print : probe.prints()) {
    if (print.position == 0) continue;
    std::vector<MinutiaeQuery>& queries = queries_[print.position - 1u];
    if (queries.empty()) ++fingers_;
    queries.emplace_back(print.prepared);
  }
}

// The list shortens evenly from finger to finger.
void MiddlePass::narrow(const Gallery& gallery, std::size_t kept, std::vector<Listed>& listed) {
  const auto end =
      std::stable_partition(listed.begin(), listed.end(), [](const Listed& each) { return !each.is_always(); });
  const std::vector<Listed> always(end, listed.end());
  listed.erase(end, listed.end());
  for (std::size_t left = std::min(fingers_, kLikenessFingers); left > 0 && listed.size() > kept; --left) {
    if (!ask_one_finger(gallery, listed)) return;
    const double between = std::sqrt(static_cast<double>(kept) * static_cast<double>(listed.size()));
    keep_best(left > 1 ? static_cast<std::size_t>(between) : kept, listed);
  }
  listed.insert(listed.end(), always.begin(), always.end());
  std::sort(listed.begin(), listed.end(), lies_before);
}

// Subjects that were erased since keep what codes said; the fine pass does not find them either.
bool MiddlePass::ask_one_finger(const Gallery& gallery, std::vector<Listed>& listed) {
  ListedReader reader(gallery, listed);
  for (;;) {
    stopped_by_ = stop_.look();
    if (stopped_by_ != StopReason::none) return false;
    const std::span<const ListedReader::Found> some = reader.next();
    if (some.empty()) return true;
    for (const ListedReader::Found& found : some) {
      Listed& each = listed[found.at];
      each.next_finger = next_finger(found.subject, each);
      if (each.next_finger != kNoFinger) prefetch_finger(found.subject, each.next_finger);
    }
    for (const ListedReader::Found& found : some) ask(found.subject, listed[found.at]);
  }
}

// Of the fingers in common that were not asked, the one of which codes say most.
std::uint8_t MiddlePass::next_finger(const SubjectView& subject, const Listed& listed) const {
  std::uint8_t next = kNoFinger;
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const std::uint8_t position = subject.print(i).position;
    if (position == 0 || queries_[position - 1u].empty() || was_asked(listed, position)) continue;
    if (next == kNoFinger || listed.fingers[position - 1u] > listed.fingers[next - 1u]) next = position;
  }
  return next;
}

// The best of the finger's impressions counts.
void MiddlePass::ask(const SubjectView& subject, Listed& listed) const {
  const std::uint8_t position = listed.next_finger;
  if (position == kNoFinger) return;
  std::uint8_t likeness = 0;
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const PrintView print = subject.print(i);
    if (print.position != position) continue;
    for (const MinutiaeQuery& query : queries_[position - 1u]) likeness = std::max(likeness, query.ask(print.prepared));
  }
  std::uint8_t& said = listed.fingers[position - 1u];
  listed.evidence = static_cast<std::int16_t>(listed.evidence + likeness - said);
  said = likeness;
  listed.asked = static_cast<std::uint16_t>(listed.asked | 1u << position);
}

}  // namespace ridgeline
