// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/cache.h"

#include "core/base/failure.h"
#include "core/base/sha256.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace stillhouse::remote {

namespace {

constexpr std::string_view keyMark = "{\"key\":\"", sumMark = "\",\"sum\":\"", bodyMark = "\",\"body\":", lineEnd = "}\n";
constexpr std::size_t hashLength = 64;
constexpr std::size_t headLength = keyMark.size() + hashLength + sumMark.size() + hashLength + bodyMark.size();
constexpr std::uint64_t longestLine = 64u << 20;

[[noreturn]] void failIo(const std::filesystem::path& path, Text what) {
    base::fail(path.string(), std::move(what), SH_TR("Check the free space and the rights of the folder"), ErrorKind::Io);
}

std::string reason() {
    return std::generic_category().message(errno);
}

/// The key of a line whose head has the right form; empty otherwise.
std::string keyOf(std::string_view line) {
    if (line.size() <= headLength + 1 || !line.starts_with(keyMark) || line.back() != '}' ||
        line.substr(keyMark.size() + hashLength, sumMark.size()) != sumMark ||
        line.substr(headLength - bodyMark.size(), bodyMark.size()) != bodyMark)
        return {};
    return std::string(line.substr(keyMark.size(), hashLength));
}

} // namespace

AnswerCache::AnswerCache(const std::filesystem::path& folder, bool readOnly) : path_(folder / "answers.jsonl") {
    if (folder.empty())
        return;
    std::error_code error;
    if (!readOnly)
        std::filesystem::create_directories(folder, error);
    if (error)
        failIo(folder, Text(SH_TR("The folder cannot be made: %1"), {error.message()}));
    if (readOnly && !std::filesystem::exists(path_, error))
        return;
    descriptor_ = ::open(path_.c_str(), readOnly ? O_RDONLY | O_CLOEXEC : O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0)
        failIo(path_, Text(SH_TR("The file cannot be opened: %1"), {reason()}));
    try {
        scan();
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

AnswerCache::~AnswerCache() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void AnswerCache::scan() {
    std::vector<char> buffer(1 << 20);
    std::string line;
    std::uint64_t lineStart = 0, at = 0;
    for (;;) {
        const ssize_t count = ::pread(descriptor_, buffer.data(), buffer.size(), off_t(at));
        if (count < 0)
            failIo(path_, Text(SH_TR("The file cannot be read: %1"), {reason()}));
        if (count == 0)
            return; // a torn last line is not counted
        const char *from = buffer.data(), *end = from + count;
        while (const auto* newline = static_cast<const char*>(std::memchr(from, '\n', std::size_t(end - from)))) {
            line.append(from, newline);
            if (auto key = keyOf(line); !key.empty())
                places_[std::move(key)] = {lineStart, line.size()};
            lineStart = at + std::uint64_t(newline - buffer.data()) + 1;
            line.clear();
            from = newline + 1;
        }
        if (line.size() + std::size_t(end - from) > longestLine)
            failIo(path_, SH_TR("The file is no cache of answers: a line never ends"));
        line.append(from, end);
        at += std::uint64_t(count);
    }
}

std::optional<std::string> AnswerCache::find(const std::string& key) {
    const auto found = places_.find(key);
    if (found == places_.end())
        return std::nullopt;
    std::string line(found->second.length, '\0');
    const ssize_t count = ::pread(descriptor_, line.data(), line.size(), off_t(found->second.offset));
    const bool whole = count == ssize_t(line.size()) && keyOf(line) == key;
    std::string body = whole ? line.substr(headLength, line.size() - headLength - 1) : std::string();
    if (!whole || base::sha256(body) != line.substr(keyMark.size() + hashLength + sumMark.size(), hashLength)) {
        places_.erase(found);
        return std::nullopt;
    }
    return body;
}

void AnswerCache::put(const std::string& key, std::string_view body) {
    if (descriptor_ < 0)
        return;
    std::string line;
    line.append(keyMark).append(key).append(sumMark).append(base::sha256(body)).append(bodyMark).append(body).append(lineEnd);
    ::flock(descriptor_, LOCK_EX);
    const off_t end = ::lseek(descriptor_, 0, SEEK_END);
    char last = '\n';
    if (end > 0 && ::pread(descriptor_, &last, 1, end - 1) == 1 && last != '\n')
        line.insert(line.begin(), '\n'); // ends what a crash tore
    const ssize_t count = ::write(descriptor_, line.data(), line.size());
    const std::string why = count < 0 ? reason() : std::string();
    if (count >= 0 && count < ssize_t(line.size()))
        (void)!::ftruncate(descriptor_, end);
    ::flock(descriptor_, LOCK_UN);
    if (count != ssize_t(line.size()))
        failIo(path_, Text(SH_TR("The answer cannot be kept: %1"), {why.empty() ? "the disk is full" : why}));
    const std::uint64_t shift = line[0] == '\n' ? 1 : 0;
    places_[key] = {std::uint64_t(end) + shift, line.size() - shift - 1};
}

} // namespace stillhouse::remote
