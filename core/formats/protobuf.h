// SPDX-License-Identifier: GPL-3.0-or-later
// The wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding), as far as ONNX needs it: varints, fixed 32-bit
// values and length-delimited fields. A field is the varint number·8 + type, then its value.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace stillhouse::formats {

/// Builds one message in memory.
class WireWriter {
public:
    WireWriter& number(std::uint32_t field, std::int64_t value);
    WireWriter& real(std::uint32_t field, float value);
    /// Text, bytes or a message.
    WireWriter& bytes(std::uint32_t field, std::string_view value);
    /// Only the tag and length of a field whose `length` bytes the caller writes itself.
    WireWriter& head(std::uint32_t field, std::uint64_t length);
    const std::string& text() const { return text_; }

private:
    void varint(std::uint64_t value);
    std::string text_;
};

/// One field of a message. `bytes` is for length-delimited fields, `value` for the others.
struct WireField {
    std::uint32_t number = 0;
    enum class Type { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 } type = Type::Varint;
    std::uint64_t value = 0;
    std::span<const std::byte> bytes;
    std::uint64_t offset = 0; ///< in the file

    /// The value, or base::Failure naming file and offset when the field has another type.
    std::int64_t integer(const std::string& where) const;
    float real(const std::string& where) const;
    std::span<const std::byte> message(const std::string& where) const;
    std::string text(const std::string& where, std::size_t longest) const;
};

/// Walks over the fields of one message. Every length is checked against the bytes that are there. base::Failure names `where` and the
/// offset in the file, of which the message starts at `offset`.
class WireReader {
public:
    WireReader(std::span<const std::byte> message, std::uint64_t offset, std::string where)
        : rest_(message), offset_(offset), where_(std::move(where)) {}

    /// False at the end of the message.
    bool next(WireField& field);
    /// A varint that stands by itself, as in packed lists.
    std::int64_t varint();
    bool done() const { return rest_.empty(); }

private:
    std::uint64_t rawVarint();
    std::uint64_t fixed(std::size_t count);

    std::span<const std::byte> rest_;
    std::uint64_t offset_;
    std::string where_;
};

} // namespace stillhouse::formats
