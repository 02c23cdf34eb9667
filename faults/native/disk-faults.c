/*
 * Preloaded into the server, makes its disk fail on demand: while the file $DISK_FAULTS.fsync exists, syncing fails
 * with EIO; while $DISK_FAULTS.readonly exists, so does every write to the database, with EROFS, as on a file system
 * that the kernel has remounted read-only after an error.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int is_on(const char *fault) {
  const char *base = getenv("DISK_FAULTS");
  char path[4096];
  int saved = errno;
  if (!base) return 0;
  snprintf(path, sizeof path, "%s.%s", base, fault);
  int on = access(path, F_OK) == 0;
  errno = saved;
  return on;
}

static int is_database(int fd) {
  char link[64], path[4096];
  int saved = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  errno = saved;
  if (length < 0) return 0;
  path[length] = 0;
  return strstr(path, "/confab.db") != NULL;
}

static int refuses(int fd) {
  return is_on("readonly") && is_database(fd);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int fd) {
  if (is_on("fsync")) return errno = EIO, -1;
  return REAL(fsync)(fd);
}

int fdatasync(int fd) {
  if (is_on("fsync")) return errno = EIO, -1;
  return REAL(fdatasync)(fd);
}

ssize_t write(int fd, const void *data, size_t size) {
  if (refuses(fd)) return errno = EROFS, -1;
  return REAL(write)(fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  if (refuses(fd)) return errno = EROFS, -1;
  return REAL(pwrite)(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  if (refuses(fd)) return errno = EROFS, -1;
  return REAL(pwrite64)(fd, data, size, at);
}
