// Folders of templates, one folder a set: files named <finger>_<impression>.<ending>, packed or ISO/IEC 19794-2:2005.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "template/minutiae_record.hpp"
#include "template/packed.hpp"
#include "template/template.hpp"

namespace ridgeline::training {

struct Print {
  std::string finger;
  std::string impression;
  Template minutiae;
};

struct PrintSet {
  std::string name;
  std::vector<Print> prints;  ///< sorted by name
};

inline std::optional<Template> read_template(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> text((std::istreambuf_iterator<char>(file)), {});
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  if (form_of(bytes)) {
    Result<std::vector<Template>> views = read_minutiae_templates(bytes);
    if (!views || views.value().empty()) return std::nullopt;
    return views.value().front();
  }
  Result<Template> packed = unpack(bytes);
  if (!packed) return std::nullopt;
  return packed.value();
}

/// A file that cannot be read counts as a print without minutiae: the extractor failed on it.
inline PrintSet read_set(const std::filesystem::path& folder) {
  PrintSet set{folder.filename().string(), {}};
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const std::filesystem::path& path : paths) {
    const std::string name = path.stem().string();
    const std::size_t split = name.rfind('_');
    if (split == std::string::npos) continue;
    set.prints.push_back({name.substr(0, split), name.substr(split + 1), read_template(path).value_or(Template{})});
  }
  return set;
}

}  // namespace ridgeline::training
