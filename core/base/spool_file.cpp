// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/spool_file.h"

#include "core/base/failure.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace stillhouse::base {

namespace {

[[noreturn]] void refuseSpool(const std::filesystem::path& path, const char* what, int error) {
    fail(path.string(), Text(what, {std::strerror(error)}), SH_TR("Check that the folder exists, may be written to and has space left"),
         ErrorKind::Io);
}

} // namespace

SpoolFile::SpoolFile(std::filesystem::path beside) : beside_(std::move(beside)) {
    auto name = (beside_.parent_path().empty() ? std::filesystem::path(".") : beside_.parent_path()).string() + "/.stillhouse-spool.XXXXXX";
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0)
        refuseSpool(beside_, SH_TR("Cannot create the file: %1"), errno);
    ::unlink(name.c_str());
}

SpoolFile::~SpoolFile() {
    unmap();
    ::close(descriptor_);
}

void SpoolFile::unmap() {
    if (!mapped_.empty())
        ::munmap(const_cast<std::byte*>(mapped_.data()), mapped_.size());
    mapped_ = {};
}

std::uint64_t SpoolFile::append(std::span<const std::byte> bytes) {
    const auto begin = size_;
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            refuseSpool(beside_, SH_TR("Cannot write the file: %1"), errno);
        size_ += static_cast<std::uint64_t>(count);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return begin;
}

std::span<const std::byte> SpoolFile::bytes() {
    if (mapped_.size() == size_)
        return mapped_;
    unmap();
    void* address = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
    if (address == MAP_FAILED)
        refuseSpool(beside_, SH_TR("Cannot read the file: %1"), errno);
    mapped_ = {static_cast<const std::byte*>(address), static_cast<std::size_t>(size_)};
    return mapped_;
}

} // namespace stillhouse::base
