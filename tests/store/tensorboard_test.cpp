// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/tensorboard.h"

#include "tests/store/temporary_store.h"

#include <fstream>
#include <iterator>

using namespace stillhouse;
using namespace stillhouse::store;

namespace {

std::string hex(const std::string& bytes) {
    std::string out;
    for (const unsigned char byte : bytes) {
        out += "0123456789abcdef"[byte >> 4];
        out += "0123456789abcdef"[byte & 15];
    }
    return out;
}

std::string onlyFileIn(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file()) {
            std::ifstream file(entry.path(), std::ios::binary);
            return {std::istreambuf_iterator<char>(file), {}};
        }
    return "none";
}

class TensorboardTest : public tests::StoreTest {};

} // namespace

TEST(Tensorboard, Crc32cHasItsCheckValue) {
    EXPECT_EQ(crc32c("123456789"), 0xE3069283u); // the catalogue's check value of CRC-32/ISCSI
    EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAu); // RFC 3720, B.4
    EXPECT_EQ(crc32c(""), 0u);
}

TEST(Tensorboard, AFileBeginsAsTensorFlowsDo) {
    // Every event file of TensorFlow starts with 18 00 00 00 00 00 00 00 a3 7f 4b 22 09; the rest was worked out by hand from
    // event.proto, its CRC bit by bit.
    EXPECT_EQ(hex(tfRecord(versionEvent(1.5))), "1800000000000000"
                                                "a37f4b22"
                                                "09000000000000f83f"
                                                "1a0d627261696e2e4576656e743a32"
                                                "2a28646c");
}

TEST(Tensorboard, AScalarIsEncodedAsTheProtocolSays) {
    // wall_time 1.5; step 300 = ac 02; summary { value { tag "loss" simple_value 0.5 } }
    EXPECT_EQ(hex(scalarEvent(1.5, 300, "loss", 0.5f)), "09000000000000f83f"
                                                        "10ac02"
                                                        "2a0d0a0b0a046c6f7373150000003f");
    EXPECT_EQ(hex(tfRecord(scalarEvent(1.5, 300, "loss", 0.5f))).substr(16, 8), "1a0d9e13");
    EXPECT_EQ(hex(tfRecord(scalarEvent(1.5, 300, "loss", 0.5f))).substr(24 + 54), "69f9315b");
}

TEST_F(TensorboardTest, EveryMetricGoesToTheFileOfItsLane) {
    {
        auto observer = tests::must(store::tensorboardObserver((folder_ / "tb").string()));
        observer(Metric{"A", 1, "loss", 3, 0.5});
        observer(Progress{});
        observer(Metric{"", 0, "lr", 1, 0.25});
    }
    const std::string a = onlyFileIn(folder_ / "tb/A");
    const std::size_t version = tfRecord(versionEvent(0)).size();
    ASSERT_EQ(a.size(), version + tfRecord(scalarEvent(0, 3, "1/loss", 0)).size());
    EXPECT_EQ(a.substr(version + 12 + 9, 2), "\x10\x03");
    EXPECT_NE(a.find("1/loss"), std::string::npos);
    EXPECT_NE(onlyFileIn(folder_ / "tb").find("0/lr"), std::string::npos);
    std::ofstream(folder_ / "file") << "x";
    EXPECT_EQ(store::tensorboardObserver((folder_ / "file/tb").string()).error().kind, ErrorKind::Io);
}
