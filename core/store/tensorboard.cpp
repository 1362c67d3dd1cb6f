// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/tensorboard.h"

#include "core/api/tensorboard.h"

#include "core/base/guard.h"
#include "core/store/report_writer.h"

#include <array>
#include <bit>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <unistd.h>

namespace stillhouse::store {
namespace {

constexpr double secondsBetweenFlushes = 1;

constexpr std::array<std::uint32_t, 256> crcTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = value & 1 ? value >> 1 ^ 0x82F63B78u : value >> 1; // the polynomial 0x1EDC6F41, bits reversed
        table[i] = value;
    }
    return table;
}();

std::string littleEndian(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> 8 * i & 0xFF);
    return out;
}

std::string maskedCrc(std::string_view bytes) {
    return littleEndian(std::rotr(crc32c(bytes), 15) + 0xa282ead8u, 4);
}

std::string varint(std::uint64_t value) {
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(value | 0x80);
    out += static_cast<char>(value);
    return out;
}

/// A length-delimited field (wire type 2).
std::string field(int number, std::string_view bytes) {
    return static_cast<char>(number << 3 | 2) + varint(bytes.size()) + std::string(bytes);
}

std::string wallTime(double time) {
    return '\x09' + littleEndian(std::bit_cast<std::uint64_t>(time), 8);
}

class Writer {
public:
    explicit Writer(std::filesystem::path folder) : folder_(std::move(folder)) { std::filesystem::create_directories(folder_); }

    void write(const Metric& metric) {
        std::ofstream& file = fileOf(metric.lane);
        const double time = now();
        const std::string tag = std::to_string(metric.stageIndex) + "/" + metric.name;
        file << tfRecord(scalarEvent(time, metric.step, tag, static_cast<float>(metric.value)));
        if (time - flushed_ < secondsBetweenFlushes)
            return;
        flushed_ = time;
        for (auto& [lane, open] : files_)
            open.flush();
    }

private:
    std::ofstream& fileOf(const std::string& lane) {
        const auto [place, isNew] = files_.try_emplace(lane);
        if (isNew) {
            const auto folder = lane.empty() ? folder_ : folder_ / lane;
            std::error_code ignored; // the stream says whether it could be opened
            std::filesystem::create_directories(folder, ignored);
            const double time = now();
            const std::string name = "events.out.tfevents." + std::to_string(static_cast<std::int64_t>(time)) + ".stillhouse." +
                                     std::to_string(::getpid());
            place->second.open(folder / name, std::ios::binary | std::ios::app);
            place->second << tfRecord(versionEvent(time));
        }
        return place->second;
    }

    std::filesystem::path folder_;
    std::map<std::string, std::ofstream> files_;
    double flushed_ = 0;
};

} // namespace

std::uint32_t crc32c(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const char byte : bytes)
        crc = crc >> 8 ^ crcTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFF];
    return ~crc;
}

std::string tfRecord(std::string_view bytes) {
    const std::string length = littleEndian(bytes.size(), 8);
    return length + maskedCrc(length) + std::string(bytes) + maskedCrc(bytes);
}

std::string versionEvent(double time) {
    return wallTime(time) + field(3, "brain.Event:2");
}

std::string scalarEvent(double time, std::int64_t step, std::string_view tag, float value) {
    const std::string simpleValue = '\x15' + littleEndian(std::bit_cast<std::uint32_t>(value), 4); // Summary.Value.simple_value
    const std::string summary = field(1, field(1, tag) + simpleValue);
    return wallTime(time) + '\x10' + varint(static_cast<std::uint64_t>(step)) + field(5, summary);
}

Result<RunControl::Observer> tensorboardObserver(const std::string& folder) {
    return base::guard([&]() -> RunControl::Observer {
        const auto writer = std::make_shared<Writer>(folder);
        return [writer](const Report& report) {
            if (const auto* metric = std::get_if<Metric>(&report))
                writer->write(*metric);
        };
    });
}

} // namespace stillhouse::store

stillhouse::Result<stillhouse::RunControl::Observer> stillhouse::tensorboardObserver(const std::string& folder) {
    return store::tensorboardObserver(folder);
}
