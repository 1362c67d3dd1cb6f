// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/data/encoding.h"

#include <cstdint>
#include <memory>
#include <string>

namespace stillhouse::data {

/// A text file read piece by piece as UTF-8, without its byte order mark. Holds one piece at a time. Errors are base::Failure.
class TextStream {
public:
    /// Opens a regular file and recognises its encoding (or takes `wanted`). An assumed encoding is used only when `useAssumed`;
    /// otherwise the file is read as UTF-8, so that the faulty byte is named.
    TextStream(std::string path, const std::string& wanted, bool useAssumed = false);
    ~TextStream();
    TextStream(const TextStream&) = delete;
    TextStream& operator=(const TextStream&) = delete;

    /// Appends about `bytes` bytes of the file, decoded, to `out`; false when nothing is left.
    bool refill(std::string& out, std::size_t bytes = std::size_t(1) << 20);
    const std::string& path() const { return path_; }
    const EncodingGuess& encoding() const { return guess_; }
    std::int64_t bytesRead() const { return bytesRead_; }
    std::int64_t size() const { return size_; }

private:
    std::size_t read(std::string& raw, std::size_t bytes);

    std::string path_, raw_;
    int descriptor_ = -1;
    std::int64_t bytesRead_ = 0, size_ = 0;
    EncodingGuess guess_;
    std::unique_ptr<Decoder> decoder_;
    bool ended_ = false;
};

} // namespace stillhouse::data
