#include "base/file_lock.hpp"

#include <sys/file.h>

#include <cerrno>
#include <string>

namespace ridgeline {

Result<bool> try_lock_file(int descriptor) {
  while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno == EINTR) continue;
    if (errno == EBADF) {
      return Error{ErrorCode::INVALID_ARGUMENT, "descriptor " + std::to_string(descriptor) + " is not an open file"};
    }
    return Error{ErrorCode::FILE_NOT_WRITABLE, "the file system refuses to lock files, errno " + std::to_string(errno)};
  }
  return true;
}

}  // namespace ridgeline
