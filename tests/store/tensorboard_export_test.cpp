// SPDX-License-Identifier: GPL-3.0-or-later
// Event files of recorded runs, read by a reader of its own: TFRecord framing and event.proto/summary.proto as their specifications say,
// CRC-32C bit by bit.
#include "core/api/tensorboard.h"
#include "tests/store/temporary_store.h"

#include <cmath>
#include <cstring>
#include <fstream>
#include <map>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class TensorboardExportTest : public StoreTest {};

// RFC 3720: polynomial 0x1EDC6F41, both ends reflected, start and end inverted. No table.
std::uint32_t slowCrc(const std::string& bytes) {
    std::uint32_t crc = ~0u;
    for (const unsigned char byte : bytes)
        for (int bit = 0; bit < 8; ++bit) {
            const bool odd = (crc ^ (byte >> bit)) & 1;
            crc = crc >> 1 ^ (odd ? 0x82F63B78u : 0);
        }
    return ~crc;
}

std::uint64_t little(const std::string& bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

bool maskedMatches(const std::string& bytes, const std::string& stored) {
    const std::uint32_t crc = slowCrc(bytes), masked = (crc >> 15 | crc << 17) + 0xa282ead8u;
    return little(stored) == masked;
}

struct Fields {
    std::map<int, std::string> bytes;
    std::map<int, std::uint64_t> numbers;
};

Fields fieldsOf(const std::string& message) {
    Fields out;
    std::size_t at = 0;
    const auto varint = [&] {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(message.at(at++));
            value |= std::uint64_t(byte & 0x7F) << shift;
            if (byte < 0x80)
                return value;
        }
    };
    while (at < message.size()) {
        const std::uint64_t tag = varint();
        const int number = int(tag >> 3), type = int(tag & 7);
        if (type == 0)
            out.numbers[number] = varint();
        else {
            const std::size_t size = type == 1 ? 8 : type == 5 ? 4 : std::size_t(varint());
            out.bytes[number] = message.substr(at, size);
            at += size;
        }
    }
    return out;
}

struct ScalarPoint {
    double time = 0;
    std::uint64_t step = 0;
    std::string tag;
    float value = 0;
};

std::vector<ScalarPoint> readEvents(const std::filesystem::path& folder) {
    std::vector<ScalarPoint> points;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        EXPECT_EQ(entry.path().filename().string().rfind("events.out.tfevents.", 0), 0u);
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        bool first = true;
        for (std::size_t at = 0; at < text.size(); first = false) {
            const std::string length = text.substr(at, 8);
            EXPECT_TRUE(maskedMatches(length, text.substr(at + 8, 4)));
            const std::string payload = text.substr(at + 12, little(length));
            EXPECT_TRUE(maskedMatches(payload, text.substr(at + 12 + payload.size(), 4)));
            at += 16 + payload.size();
            const Fields event = fieldsOf(payload);
            if (first) {
                EXPECT_EQ(event.bytes.at(3), "brain.Event:2");
                continue;
            }
            ScalarPoint point;
            std::memcpy(&point.time, event.bytes.at(1).data(), 8);
            point.step = event.numbers.count(2) ? event.numbers.at(2) : 0;
            const Fields value = fieldsOf(fieldsOf(event.bytes.at(5)).bytes.at(1));
            point.tag = value.bytes.at(1);
            std::memcpy(&point.value, value.bytes.at(2).data(), 4);
            points.push_back(point);
        }
    }
    return points;
}

} // namespace

TEST(SlowCrc, HasTheVectorsOfRfc3720) {
    std::string rising, falling;
    for (int i = 0; i < 32; ++i) {
        rising += char(i);
        falling += char(31 - i);
    }
    EXPECT_EQ(slowCrc(std::string(32, '\0')), 0x8A9136AAu);
    EXPECT_EQ(slowCrc(std::string(32, '\xFF')), 0x62A8AB43u);
    EXPECT_EQ(slowCrc(rising), 0x46DD794Eu);
    EXPECT_EQ(slowCrc(falling), 0x113FDB5Cu);
}

TEST_F(TensorboardExportTest, ARecordedRunComesOutPointByPoint) {
    std::string id;
    double started = 0;
    {
        Store store = open();
        id = beginRun(store);
        std::vector<Report> reports;
        for (int step = 1; step <= 300; ++step)
            reports.push_back(Metric{"A", 0, "loss", step, 1.0 / step});
        reports.push_back(Metric{"A", 1, "tau", 5, 2.5});
        reports.push_back(Metric{"B", 0, "reward", 0, -0.125});
        reports.push_back(Metric{"B", 0, "reward", 1, std::nan("")});
        must(store.write(id, reports));
        started = must(store.run(id))->started;
    }
    for (const auto& run : {id, std::string()}) { // the same export again replaces the first
        const auto written = must(exportTensorboard(path_, run, (folder_ / "tb").string()));
        EXPECT_EQ(written.series, 3);
        EXPECT_EQ(written.points, 303);
        EXPECT_EQ(written.path, (folder_ / "tb" / id).string());
    }
    const auto a = readEvents(folder_ / "tb" / id / "A"), b = readEvents(folder_ / "tb" / id / "B");
    ASSERT_EQ(a.size(), 301u);
    EXPECT_EQ(a[299].tag, "0/loss");
    EXPECT_EQ(a[299].step, 300u);
    EXPECT_FLOAT_EQ(a[299].value, 1.0f / 300);
    EXPECT_DOUBLE_EQ(a[0].time, started);
    EXPECT_EQ(a[300].tag, "1/tau");
    ASSERT_EQ(b.size(), 2u);
    EXPECT_EQ(b[0].tag, "0/reward");
    EXPECT_EQ(b[0].value, -0.125f);
    EXPECT_TRUE(std::isnan(b[1].value));
}

TEST_F(TensorboardExportTest, SaysWhatIsMissing) {
    EXPECT_EQ(exportTensorboard(path_, "none", (folder_ / "tb").string()).error().kind, ErrorKind::NotFound);
    EXPECT_FALSE(std::filesystem::exists(path_)) << "asking makes no project file";
    Store store = open();
    EXPECT_EQ(exportTensorboard(path_, "none", (folder_ / "tb").string()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(exportTensorboard(path_, beginRun(store), (folder_ / "tb").string()).error().kind, ErrorKind::NotFound);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "tb"));
}
