// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"

#include "core/base/failure.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stillhouse::base {
namespace {

class Descriptor {
public:
    explicit Descriptor(const std::filesystem::path& path) : value_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    ~Descriptor() {
        if (value_ >= 0)
            ::close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return value_; }

private:
    int value_;
};

[[noreturn]] void failRead(const std::filesystem::path& path, int error) {
    fail(path.string(), Text(SH_TR("The file cannot be read: %1"), {std::strerror(error)}),
         SH_TR("Check that it exists and that you may read it."), ErrorKind::Io);
}

} // namespace

std::string readFile(const std::filesystem::path& path, std::size_t maxBytes) {
    const Descriptor file(path);
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0)
        failRead(path, errno);
    if (!S_ISREG(status.st_mode))
        fail(path.string(), SH_TR("This is not a regular file"), SH_TR("Choose a file."), ErrorKind::Io);
    if (status.st_size < 0 || static_cast<unsigned long long>(status.st_size) > maxBytes)
        fail(path.string(), Text(SH_TR("The file has %1 bytes; at most %2 are read here"), {std::to_string(status.st_size), std::to_string(maxBytes)}),
             SH_TR("Check that this is the right file."), ErrorKind::Io);
    std::string content(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t done = 0;
    while (done < content.size()) {
        const ssize_t got = ::read(file.get(), content.data() + done, content.size() - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            failRead(path, errno);
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    content.resize(done);
    return content;
}

void removeFile(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::is_regular_file(path, error) && !std::filesystem::remove(path, error) && error)
        fail(path.string(), Text(SH_TR("The file cannot be removed: %1"), {error.message()}), SH_TR("Remove it by hand"), ErrorKind::Io);
}

} // namespace stillhouse::base
