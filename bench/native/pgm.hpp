// Prints for native benchmarks: folders of binary PGM files.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "image/gray_image.hpp"

namespace ridgeline {

/// An image without pixels where the file is no binary PGM of 8 bits.
inline GrayImage read_pgm(const std::filesystem::path& path, double ppi) {
  std::ifstream file(path, std::ios::binary);
  std::string magic;
  GrayImage image;
  int white = 0;
  file >> magic >> image.width >> image.height >> white;
  file.get();
  if (magic != "P5" || white != 255 || !file) return {};
  image.ppi = ppi;
  image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  file.read(reinterpret_cast<char*>(image.pixels.data()), static_cast<std::streamsize>(image.pixels.size()));
  return image;
}

/// The PGM files of a folder, sorted by name.
inline std::vector<std::filesystem::path> pictures_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".pgm") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace ridgeline
