#include "base/file_lock.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

using ridgeline::ErrorCode;
using ridgeline::try_lock_file;

TEST_CASE("a file is locked by one open of it at a time, until that one is closed") {
  std::string path = (std::filesystem::temp_directory_path() / "ridgeline-lock-XXXXXX").string();
  const int first = mkstemp(path.data());
  REQUIRE(first >= 0);
  const int second = open(path.c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(second >= 0);

  CHECK(try_lock_file(first).value());
  CHECK(try_lock_file(first).value());  // one's own lock is no hindrance
  CHECK_FALSE(try_lock_file(second).value());
  close(first);
  CHECK(try_lock_file(second).value());

  close(second);
  unlink(path.c_str());
}

TEST_CASE("what is no open file is an error") {
  const auto result = try_lock_file(-1);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::INVALID_ARGUMENT);
}
