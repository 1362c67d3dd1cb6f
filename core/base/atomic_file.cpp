// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include "core/base/failure.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <streambuf>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace stillhouse::base {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const char* what, int error) {
    fail(path.string(), Text(what, {std::strerror(error)}), SH_TR("Check that the folder exists, may be written to and has space left"),
         ErrorKind::Io);
}

// Unique per process and call, so that two writers of one path never share a temporary file.
std::filesystem::path temporaryName(std::filesystem::path path) {
    static std::atomic<unsigned> counter{0};
    if (path.filename().empty()) // "folder/" names the same place as "folder"
        path = path.parent_path();
    auto name = path.filename().string();
    if (name.empty() || name == "." || name == "..")
        fail(path.string(), SH_TR("The path does not name a file"));
    auto folder = path.parent_path();
    return folder / ("." + name + "." + std::to_string(::getpid()) + "." + std::to_string(counter.fetch_add(1)) + ".tmp");
}

std::filesystem::path folderOf(const std::filesystem::path& path) {
    auto folder = path.parent_path();
    return folder.empty() ? std::filesystem::path(".") : folder;
}

// An ostream over an AtomicFile, with a buffer of its own.
class FileBuffer : public std::streambuf {
public:
    explicit FileBuffer(AtomicFile& file) : file_(file), buffer_(1 << 16) { setp(buffer_.data(), buffer_.data() + buffer_.size()); }

    int sync() override {
        file_.write(std::string_view(pbase(), static_cast<std::size_t>(pptr() - pbase())));
        setp(buffer_.data(), buffer_.data() + buffer_.size());
        return 0;
    }

protected:
    int_type overflow(int_type c) override {
        sync();
        if (!traits_type::eq_int_type(c, traits_type::eof()))
            sputc(traits_type::to_char_type(c));
        return traits_type::not_eof(c);
    }

private:
    AtomicFile& file_;
    std::vector<char> buffer_;
};

} // namespace

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)), temporary_(temporaryName(path_)) {
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0)
        refuse(path_, SH_TR("Cannot create the file: %1"), errno);
}

AtomicFile::~AtomicFile() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
    if (!temporary_.empty())
        ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            refuse(path_, SH_TR("Cannot write the file: %1"), errno);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

void AtomicFile::write(std::string_view text) { write(std::as_bytes(std::span(text.data(), text.size()))); }

void AtomicFile::commit() {
    if (::fsync(descriptor_) != 0)
        refuse(path_, SH_TR("Cannot write the file: %1"), errno);
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0)
        refuse(path_, SH_TR("Cannot write the file: %1"), errno);
    if (::rename(temporary_.c_str(), path_.c_str()) != 0)
        refuse(path_, SH_TR("Cannot put the new file in place: %1"), errno);
    temporary_.clear();
    syncFolder(folderOf(path_));
}

void writeAtomically(const std::filesystem::path& path, const std::function<void(std::ostream&)>& produce) {
    AtomicFile file(path);
    FileBuffer buffer(file);
    std::ostream stream(&buffer);
    // A failed write throws the Failure that names the path; without this the stream would swallow it.
    stream.exceptions(std::ios::badbit);
    produce(stream);
    buffer.sync();
    file.commit();
}

void writeAtomically(const std::filesystem::path& path, std::string_view text) {
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

void syncFolder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        refuse(folder, SH_TR("Cannot open the folder: %1"), errno);
    const int result = ::fsync(descriptor);
    const int error = errno;
    ::close(descriptor);
    // Some network and FUSE file systems cannot sync a folder; the rename itself is done by then.
    if (result != 0 && error != EINVAL && error != ENOTSUP && error != EROFS)
        refuse(folder, SH_TR("Cannot write the folder: %1"), error);
}

std::filesystem::path makeTemporaryFolder(const std::filesystem::path& target) {
    const auto folder = temporaryName(target);
    if (::mkdir(folder.c_str(), 0777) != 0)
        refuse(target, SH_TR("Cannot create the folder: %1"), errno);
    return folder;
}

void commitFolder(const std::filesystem::path& temporary, const std::filesystem::path& target) {
    syncFolder(temporary);
    const auto parent = folderOf(temporary);
    if (!std::filesystem::exists(target)) {
        if (::rename(temporary.c_str(), target.c_str()) != 0)
            refuse(target, SH_TR("Cannot put the new folder in place: %1"), errno);
        return syncFolder(parent);
    }
    // rename() replaces only an empty folder. The exchange is one step; where the file system cannot do it, the old folder steps
    // aside first and comes back if the new one cannot take its place.
    std::filesystem::path old = temporary;
    if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) != 0) {
        old = temporaryName(target);
        if (::rename(target.c_str(), old.c_str()) != 0)
            refuse(target, SH_TR("Cannot replace the folder: %1"), errno);
        if (::rename(temporary.c_str(), target.c_str()) != 0) {
            const int error = errno;
            (void)::rename(old.c_str(), target.c_str());
            refuse(target, SH_TR("Cannot put the new folder in place: %1"), error);
        }
    }
    syncFolder(parent);
    std::error_code ignored; // The new folder is in place; a leftover of the old one is no reason to report failure.
    std::filesystem::remove_all(old, ignored);
}

} // namespace stillhouse::base
