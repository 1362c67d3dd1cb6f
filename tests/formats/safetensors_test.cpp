// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/safetensors.h"

#include "core/base/failure.h"
#include "core/formats/half.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <limits>

namespace stillhouse::formats {
namespace {

void put(const std::filesystem::path& path, std::uint64_t headerLength, const std::string& rest) {
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(&headerLength), 8);
    out << rest;
}

std::string messageOf(const std::filesystem::path& path) {
    try {
        SafetensorsFile file(path);
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return "no error";
}

// A file by hand after the published format: header length 8 bytes little-endian, JSON, data.
TEST(Safetensors, ReadsAFileWrittenByHand) {
    tests::TemporaryFolder folder;
    const std::string header =
        R"({"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"I8","shape":[],"data_offsets":[8,9]}})";
    put(folder / "m", header.size(), header + std::string("\0\0\x80\x3f\0\0\0\xc0\xfe", 9));
    const SafetensorsFile file(folder / "m");
    EXPECT_EQ(file.metadata().at("a"), "b");
    ASSERT_EQ(file.tensors().size(), 2u);
    std::vector<float> x(2), y(1);
    file.at("x").toFloat(x);
    file.at("y").toFloat(y);
    EXPECT_EQ(x, (std::vector<float>{1, -2}));
    EXPECT_EQ(y, (std::vector<float>{-2}));
    EXPECT_EQ(file.find("z"), nullptr);
    EXPECT_THROW(file.at("z"), base::Failure);
}

TEST(Safetensors, WritesAndReadsEveryPrecision) {
    tests::TemporaryFolder folder;
    std::vector<float> values(40'000);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = std::sin(static_cast<float>(i)) * 3;
    {
        SafetensorsWriter writer(folder / "m",
                                 {{"a", DType::F32, {200, 200}},
                                  {"b", DType::F16, {40'000}},
                                  {"c", DType::BF16, {1, 40'000}},
                                  {"d", DType::U8, {3}},
                                  {"e", DType::F32, {0, 5}}},
                                 {{"format", "pt"}});
        writer.write("a", values);
        writer.write("b", values);
        writer.write("c", values);
        writer.writeBytes("d", std::as_bytes(std::span("xyz", 3)));
        writer.write("e", {});
        writer.commit();
    }
    const SafetensorsFile file(folder / "m");
    EXPECT_EQ(file.metadata().at("format"), "pt");
    EXPECT_EQ(file.tensors()[0].bytes.data() - file.tensors()[1].bytes.data(), -160'000);
    std::vector<float> back(values.size());
    file.at("a").toFloat(back);
    EXPECT_EQ(back, values);
    for (const char* name : {"b", "c"}) {
        file.at(name).toFloat(back);
        for (std::size_t i = 0; i < values.size(); ++i)
            ASSERT_EQ(back[i], *name == 'b' ? f16ToFloat(floatToF16(values[i])) : bf16ToFloat(floatToBf16(values[i]))) << name << i;
    }
    EXPECT_EQ(static_cast<char>(file.at("d").bytes[2]), 'z');
}

TEST(Safetensors, LeavesNoFileWhenATensorIsMissingOrDoesNotFit) {
    tests::TemporaryFolder folder;
    const std::vector<float> one{1}, large{70'000};
    {
        SafetensorsWriter writer(folder / "m", {{"a", DType::F32, {1}}, {"b", DType::F16, {1}}});
        EXPECT_THROW(writer.write("b", one), base::Failure);
        writer.write("a", one);
        EXPECT_THROW(writer.commit(), base::Failure);
        EXPECT_THROW(writer.write("b", large), base::Failure);
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

struct Hostile {
    const char* name;
    std::string header;
    std::string data;
    const char* says;
};

class SafetensorsHostile : public ::testing::TestWithParam<Hostile> {};

TEST_P(SafetensorsHostile, IsRefusedWithFileAndReason) {
    tests::TemporaryFolder folder;
    put(folder / "bad", GetParam().header.size(), GetParam().header + GetParam().data);
    const auto message = messageOf(folder / "bad");
    EXPECT_NE(message.find(GetParam().says), std::string::npos) << message;
    EXPECT_NE(message.find("bad"), std::string::npos) << message;
}

const std::string eight(8, 'x');
INSTANTIATE_TEST_SUITE_P(
    All, SafetensorsHostile,
    ::testing::Values(
        Hostile{"Empty", "", "", "not valid JSON"}, Hostile{"NoObject", "[]", "", "wrong kind"}, Hostile{"Number", "7", "", "wrong kind"},
        Hostile{"Broken", R"({"x":{"dtype":)", "", "not valid JSON"}, Hostile{"Trailing", "{}{}", "", "not valid JSON"},
        Hostile{"NotUtf8", "{\"\xff\":{}}", "", "not valid JSON"}, Hostile{"Deep", std::string(1'000'000, '['), "", "wrong kind"},
        Hostile{"DeepObjects", R"({"x":{"shape":{"a":{}}}})", "", "wrong kind"},
        Hostile{"UnknownType", R"({"x":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}})", eight, "F31"},
        Hostile{"MissingField", R"({"x":{"dtype":"F32","shape":[2]}})", eight, "all needed"},
        Hostile{"UnknownField", R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"z":1}})", eight, "Unknown header field"},
        Hostile{"FieldTwice", R"({"x":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}})", eight, "stands twice"},
        Hostile{"TensorTwice",
                R"({"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"x":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})", eight,
                "listed twice"},
        Hostile{"Negative", R"({"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", eight, "wrong kind"},
        Hostile{"ThreeOffsets", R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}})", eight, "wrong kind"},
        Hostile{"OneOffset", R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0]}})", eight, "all needed"},
        Hostile{"Overflow", R"({"x":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,8]}})", eight, "absurd"},
        Hostile{"OverflowToZero", R"({"x":{"dtype":"F32","shape":[9223372036854775807,2,0],"data_offsets":[0,0]}})", "", "absurd"},
        Hostile{"HugeSize", R"({"x":{"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8]}})", eight, "absurd"},
        Hostile{"Backwards", R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", eight, "outside"},
        Hostile{"Beyond", R"({"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}})", eight, "outside"},
        Hostile{"WrongSize", R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}})", eight, "need 4 bytes"},
        Hostile{"Overlap", R"({"x":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"y":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
                eight, "gap or overlap"},
        Hostile{"Gap", R"({"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"y":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
                eight, "gap or overlap"},
        Hostile{"Unused", R"({"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", eight, "end at data offset 4"},
        Hostile{"Rank", R"({"x":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,8]}})", eight, "absurd"},
        Hostile{"MetadataNumber", R"({"__metadata__":{"a":1}})", "", "wrong kind"}),
    [](const auto& info) { return info.param.name; });

TEST(Safetensors, RefusesAbsurdHeaderLengths) {
    tests::TemporaryFolder folder;
    for (const std::uint64_t length : {std::uint64_t{9}, std::uint64_t{1} << 40, ~std::uint64_t{0}, ~std::uint64_t{0} - 7}) {
        put(folder / "bad", length, eight);
        EXPECT_NE(messageOf(folder / "bad").find("claims"), std::string::npos) << length;
    }
    std::ofstream(folder / "short") << "1234567";
    EXPECT_NE(messageOf(folder / "short").find("at least 8 bytes"), std::string::npos);
    EXPECT_NE(messageOf(folder.path()).find("regular file"), std::string::npos);
    EXPECT_NE(messageOf(folder / "absent").find("No such file"), std::string::npos);
}

// Every cut and every flipped header bit of a good file: an error or a file whose every tensor can be read; never anything else.
TEST(Safetensors, SurvivesEveryCutAndEveryFlippedHeaderBit) {
    tests::TemporaryFolder folder;
    const std::vector<float> values{1, 2, 3, 4, 5, 6};
    {
        SafetensorsWriter writer(folder / "good", {{"a", DType::F32, {2, 3}}, {"b", DType::F16, {6}}}, {{"format", "pt"}});
        writer.write("a", values);
        writer.write("b", values);
        writer.commit();
    }
    std::ifstream in(folder / "good", std::ios::binary);
    const std::string good{std::istreambuf_iterator<char>(in), {}};
    const auto tryIt = [&](const std::string& content) {
        std::ofstream(folder / "bad", std::ios::binary | std::ios::trunc) << content;
        try {
            const SafetensorsFile file(folder / "bad");
            for (const auto& view : file.tensors()) {
                std::vector<float> out(static_cast<std::size_t>(view.info.elements()));
                view.toFloat(out);
            }
            return true;
        } catch (const base::Failure&) {
            return false;
        }
    };
    ASSERT_TRUE(tryIt(good));
    for (std::size_t size = 0; size < good.size(); ++size)
        ASSERT_FALSE(tryIt(good.substr(0, size))) << size;
    std::size_t refused = 0;
    for (std::size_t bit = 0; bit < (good.size() - 36) * 8; ++bit) {
        auto flipped = good;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        refused += !tryIt(flipped);
    }
    EXPECT_GT(refused, good.size()); // flips in names and metadata give other valid files; those in structure do not
}

} // namespace
} // namespace stillhouse::formats
