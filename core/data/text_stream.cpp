// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/text_stream.h"

#include "core/base/failure.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stillhouse::data {
namespace {

constexpr std::size_t headBytes = 256 << 10;

[[noreturn]] void failRead(const std::string& path, int error) {
    base::fail(path, Text(SH_TR("The file cannot be read: %1"), {std::strerror(error)}), SH_TR("Check that it exists and that you may read it."),
               error == ENOENT ? ErrorKind::NotFound : ErrorKind::Io);
}

/// O_NONBLOCK: opening a pipe must not wait for a writer; it is refused right after.
int openRegular(const std::string& path, std::int64_t& size) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        failRead(path, errno);
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        base::fail(path, SH_TR("This is not a regular file"), SH_TR("Choose a file."), ErrorKind::Io);
    }
    size = status.st_size;
    return descriptor;
}

} // namespace

TextStream::TextStream(std::string path, const std::string& wanted, bool useAssumed) : path_(std::move(path)) {
    descriptor_ = openRegular(path_, size_);
    try {
        read(raw_, headBytes);
        guess_ = guessEncoding(raw_, wanted, path_);
        const Encoding encoding = guess_.assumed && !useAssumed ? Encoding::Utf8 : guess_.encoding;
        raw_.erase(0, guess_.markBytes);
        decoder_ = std::make_unique<Decoder>(encoding, path_, static_cast<std::int64_t>(guess_.markBytes));
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

TextStream::~TextStream() { ::close(descriptor_); }

std::size_t TextStream::read(std::string& raw, std::size_t bytes) {
    const std::size_t start = raw.size();
    raw.resize(start + bytes);
    std::size_t done = 0;
    while (done < bytes) {
        const ssize_t got = ::read(descriptor_, raw.data() + start + done, bytes - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            failRead(path_, errno);
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    raw.resize(start + done);
    bytesRead_ += static_cast<std::int64_t>(done);
    return done;
}

bool TextStream::refill(std::string& out, std::size_t bytes) {
    const std::size_t before = out.size();
    while (!ended_ && out.size() == before) {
        if (raw_.empty() && read(raw_, bytes) == 0) {
            ended_ = true;
            decoder_->finish();
        }
        decoder_->decode(raw_, out);
        raw_.clear();
    }
    return out.size() > before;
}

} // namespace stillhouse::data
