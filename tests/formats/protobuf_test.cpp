// SPDX-License-Identifier: GPL-3.0-or-later
// Expected bytes are derived by hand from protobuf.dev/programming-guides/encoding.
#include "core/base/failure.h"
#include "core/formats/protobuf.h"

#include <gtest/gtest.h>

namespace stillhouse::formats {
namespace {

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

TEST(Protobuf, WritesTheBytesOfTheSpecification) {
    EXPECT_EQ(WireWriter().number(1, 150).text(), std::string("\x08\x96\x01"));                   // the guide's own example
    EXPECT_EQ(WireWriter().bytes(2, "testing").text(), std::string("\x12\x07testing"));            // and its string
    EXPECT_EQ(WireWriter().number(20, 7).text(), std::string("\xa0\x01\x07"));                     // 20·8 = 160 needs two bytes
    EXPECT_EQ(WireWriter().number(1, 0).text(), std::string("\x08\x00", 2));
    EXPECT_EQ(WireWriter().number(1, -1).text(), "\x08" + std::string(9, '\xff') + "\x01");        // 64 ones: nine 7-bit groups and one bit
    EXPECT_EQ(WireWriter().real(2, 1.0f).text(), std::string("\x15\x00\x00\x80\x3f", 5));          // type 5, little-endian 0x3f800000
    EXPECT_EQ(WireWriter().head(9, 300).text(), std::string("\x4a\xac\x02"));                      // 300 = 2·128 + 44
}

TEST(Protobuf, ReadsWhatItWrote) {
    const auto text = WireWriter().number(3, -5).real(2, -0.5f).bytes(1, "name").text();
    WireReader reader(bytesOf(text), 100, "file");
    WireField field;
    ASSERT_TRUE(reader.next(field));
    EXPECT_EQ(field.integer("file"), -5);
    ASSERT_TRUE(reader.next(field));
    EXPECT_EQ(field.real("file"), -0.5f);
    EXPECT_THROW(field.integer("file"), base::Failure);
    ASSERT_TRUE(reader.next(field));
    EXPECT_EQ(field.text("file", 4), "name");
    EXPECT_THROW(field.text("file", 3), base::Failure);
    EXPECT_EQ(field.offset, 100 + 11 + 5 + 2u);
    EXPECT_FALSE(reader.next(field));
}

std::string refusalOf(std::string_view text) {
    try {
        WireReader reader(bytesOf(text), 0, "file");
        for (WireField field; reader.next(field);) {
        }
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return {};
}

TEST(Protobuf, RefusesWhatIsCutOrImpossible) {
    using namespace std::string_literals;
    EXPECT_NE(refusalOf("\x08\x96"), "");                                      // ends within a varint
    EXPECT_NE(refusalOf("\x12\x08testing"), "");                                // one byte short
    EXPECT_NE(refusalOf("\x15\x00\x00"s), "");                                  // half a float
    EXPECT_NE(refusalOf("\x08" + std::string(9, '\xff') + "\x02"), "");         // 65 bits
    EXPECT_NE(refusalOf("\x08" + std::string(10, '\x80') + "\x01"), "");        // eleven bytes
    EXPECT_NE(refusalOf("\x00\x01"s), "");                                      // field number 0
    EXPECT_NE(refusalOf("\x0b"), "");                                           // a group, which ONNX does not use
    EXPECT_EQ(refusalOf("\x08\x96\x01"), "");
    EXPECT_NE(refusalOf("\x08\x01\x12\xff\xff\xff\xff\x0f").find("offset 3"), std::string::npos);
}

} // namespace
} // namespace stillhouse::formats
