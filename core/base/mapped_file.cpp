// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mapped_file.h"

#include "core/base/failure.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stillhouse::base {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, int error) {
    fail(path.string(), Text(SH_TR("Cannot read the file: %1"), {std::strerror(error)}), {}, error == ENOENT ? ErrorKind::NotFound : ErrorKind::Io);
}

} // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
    // O_NONBLOCK: a pipe must not make the caller wait before it is refused.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        refuse(path, errno);
    const std::shared_ptr<void> closer(nullptr, [descriptor](void*) { ::close(descriptor); });
    struct stat status {};
    if (::fstat(descriptor, &status) != 0)
        refuse(path, errno);
    if (!S_ISREG(status.st_mode))
        fail(path.string(), SH_TR("This is not a regular file"));
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ == 0)
        return;
    void* address = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (address == MAP_FAILED)
        refuse(path, errno);
    mapping_ = {static_cast<const std::byte*>(address), [size = size_](const std::byte* p) { ::munmap(const_cast<std::byte*>(p), size); }};
}

} // namespace stillhouse::base
