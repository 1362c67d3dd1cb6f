// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/mapped_file.h"

#include "core/base/failure.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stillhouse::formats {

namespace {

[[noreturn]] void refuseSystem(const std::filesystem::path& path, int error) {
    base::fail(path.string(), Text(SH_TR("Cannot read the file: %1"), {std::strerror(error)}), {},
               error == ENOENT ? ErrorKind::NotFound : ErrorKind::Io);
}

} // namespace

MappedFile mapFile(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        refuseSystem(path, errno);
    const std::shared_ptr<void> closer(nullptr, [descriptor](void*) { ::close(descriptor); });
    struct stat status {};
    if (::fstat(descriptor, &status) != 0)
        refuseSystem(path, errno);
    if (!S_ISREG(status.st_mode))
        base::fail(path.string(), SH_TR("This is not a regular file"));
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0)
        return {};
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (address == MAP_FAILED)
        refuseSystem(path, errno);
    ::madvise(address, size, MADV_HUGEPAGE); // weights are read from end to end: see core/base/large_pages.h; refused where it cannot be
    return {std::shared_ptr<const std::byte>(static_cast<const std::byte*>(address),
                                             [size](const std::byte* p) { ::munmap(const_cast<std::byte*>(p), size); }),
            size};
}

} // namespace stillhouse::formats
