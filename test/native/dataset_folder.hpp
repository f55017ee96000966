// Finds the public data sets, which are no part of the repository: tests use them where they are, and do without
// elsewhere.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <vector>

namespace ridgeline::test {

/// The folder RIDGELINE_DATASETS, else `../shared/datasets` beside the checkout that the working directory lies in.
inline std::optional<std::filesystem::path> dataset_folder() {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (const char* named = std::getenv("RIDGELINE_DATASETS")) {
    return fs::is_directory(named, ignored) ? std::optional<fs::path>(named) : std::nullopt;
  }
  for (fs::path at = fs::current_path(ignored); at.has_relative_path(); at = at.parent_path()) {
    const fs::path candidate = at.parent_path() / "shared" / "datasets";
    if (fs::is_directory(candidate, ignored)) return candidate;
  }
  return std::nullopt;
}

inline std::vector<std::uint8_t> bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace ridgeline::test
