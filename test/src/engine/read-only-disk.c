/* Stands before the C library: while the file READ_ONLY_WHILE exists, regular files take nothing, as on a disk that a system has
   turned read-only after an error. Files that are open for writing stay open, which no remount of a test could do. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int real_access(const char *path, int mode) {
  static int (*real)(const char *, int);
  if (real == NULL) real = (int (*)(const char *, int))dlsym(RTLD_NEXT, "access");
  return real(path, mode);
}

static int is_read_only(void) {
  const char *path = getenv("READ_ONLY_WHILE");
  const int before = errno;
  const int answer = path != NULL && real_access(path, F_OK) == 0;
  errno = before;
  return answer;
}

int access(const char *path, int mode) {
  if ((mode & W_OK) != 0 && is_read_only()) return errno = EROFS, -1;
  return real_access(path, mode);
}

static int is_refused(int file) {
  struct stat about;
  return is_read_only() && fstat(file, &about) == 0 && S_ISREG(about.st_mode);
}

#define REFUSE_WRITE(type, name, parameters, arguments)                                    \
  type name parameters {                                                                   \
    static type(*real) parameters;                                                         \
    if (real == NULL) real = (type(*) parameters)dlsym(RTLD_NEXT, #name);                  \
    if (is_refused(file)) return errno = EROFS, (type)-1;                                  \
    return real arguments;                                                                 \
  }
REFUSE_WRITE(ssize_t, write, (int file, const void *bytes, size_t length), (file, bytes, length))
REFUSE_WRITE(ssize_t, pwrite, (int file, const void *bytes, size_t length, off_t at), (file, bytes, length, at))
REFUSE_WRITE(ssize_t, pwrite64, (int file, const void *bytes, size_t length, off64_t at), (file, bytes, length, at))
REFUSE_WRITE(ssize_t, writev, (int file, const struct iovec *parts, int count), (file, parts, count))
REFUSE_WRITE(ssize_t, pwritev, (int file, const struct iovec *parts, int count, off_t at), (file, parts, count, at))
REFUSE_WRITE(ssize_t, pwritev64, (int file, const struct iovec *parts, int count, off64_t at), (file, parts, count, at))
REFUSE_WRITE(int, ftruncate, (int file, off_t length), (file, length))
REFUSE_WRITE(int, ftruncate64, (int file, off64_t length), (file, length))

#define REFUSE_CHANGE(name, parameters, arguments)                                         \
  int name parameters {                                                                    \
    static int(*real) parameters;                                                          \
    if (real == NULL) real = (int(*) parameters)dlsym(RTLD_NEXT, #name);                   \
    if (is_read_only()) return errno = EROFS, -1;                                          \
    return real arguments;                                                                 \
  }
REFUSE_CHANGE(rename, (const char *from, const char *to), (from, to))
REFUSE_CHANGE(unlink, (const char *path), (path))
REFUSE_CHANGE(mkdir, (const char *path, mode_t mode), (path, mode))

#define REFUSE_OPEN(name)                                                                  \
  int name(const char *path, int flags, ...) {                                             \
    static int (*real)(const char *, int, ...);                                            \
    if (real == NULL) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name);     \
    va_list rest;                                                                          \
    va_start(rest, flags);                                                                 \
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;   \
    va_end(rest);                                                                          \
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0 && is_read_only()) {                  \
      return errno = EROFS, -1;                                                            \
    }                                                                                      \
    return real(path, flags, mode);                                                        \
  }
REFUSE_OPEN(open)
REFUSE_OPEN(open64)
