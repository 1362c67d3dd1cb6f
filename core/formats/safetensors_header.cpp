// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/safetensors_header.h"

#include "core/base/failure.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace stillhouse::formats {

namespace {

using Json = nlohmann::json;
using base::fail;

// Takes the header event by event: a document tree of a hostile 100 MB header would cost gigabytes and hide duplicate keys.
class HeaderReader {
public:
    using number_integer_t = Json::number_integer_t;
    using number_unsigned_t = Json::number_unsigned_t;
    using number_float_t = Json::number_float_t;
    using string_t = Json::string_t;
    using binary_t = Json::binary_t;

    explicit HeaderReader(std::string where) : where_(std::move(where)) {}

    bool null() { return unexpected(); }
    bool boolean(bool) { return unexpected(); }
    bool number_integer(number_integer_t) { return unexpected(); }
    bool number_float(number_float_t, const string_t&) { return unexpected(); }
    bool binary(binary_t&) { return unexpected(); }

    bool number_unsigned(number_unsigned_t value) {
        if (state_ == State::Shape) {
            if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) || entry_.info.shape.size() == maxRank)
                fail(place(), SH_TR("The shape is absurd"));
            entry_.info.shape.push_back(static_cast<std::int64_t>(value));
            return true;
        }
        if (state_ != State::Offsets || offsets_ == 2)
            return unexpected();
        (offsets_++ == 0 ? entry_.begin : entry_.end) = value;
        return true;
    }

    bool string(string_t& value) {
        if (state_ == State::Metadata) {
            if (!header.metadata.emplace(key_, value).second)
                fail(where_, Text(SH_TR("The metadata key “%1” stands twice"), {key_}));
            return true;
        }
        if (state_ != State::Tensor || key_ != "dtype")
            return unexpected();
        const auto type = dtypeFromName(value);
        if (!type)
            fail(place(), Text(SH_TR("The element type “%1” is not supported"), {value}), {}, ErrorKind::Unsupported);
        entry_.info.dtype = *type;
        return true;
    }

    bool start_object(std::size_t) {
        if (state_ == State::Start)
            state_ = State::Root;
        else if (state_ == State::Root && key_ == "__metadata__")
            state_ = State::Metadata;
        else if (state_ == State::Root)
            startTensor();
        else
            return unexpected();
        return true;
    }

    bool end_object() {
        if (state_ == State::Tensor)
            endTensor();
        state_ = state_ == State::Root ? State::End : State::Root;
        return true;
    }

    bool key(string_t& value) {
        key_ = value;
        if (state_ == State::Tensor) {
            if (value != "dtype" && value != "shape" && value != "data_offsets")
                fail(place(), Text(SH_TR("Unknown header field “%1”"), {value}));
            if (std::find(fields_.begin(), fields_.end(), value) != fields_.end())
                fail(place(), Text(SH_TR("The header field “%1” stands twice"), {value}));
            fields_.push_back(value);
        }
        return true;
    }

    bool start_array(std::size_t) {
        if (state_ != State::Tensor || key_ == "dtype")
            return unexpected();
        state_ = key_ == "shape" ? State::Shape : State::Offsets;
        return true;
    }

    bool end_array() {
        state_ = State::Tensor;
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) {
        fail(where_ + ", byte " + std::to_string(position + 8), Text(SH_TR("The header is not valid JSON: %1"), {error.what()}),
             SH_TR("The file is damaged; get it again"));
    }

    Header header;

private:
    enum class State { Start, Root, Metadata, Tensor, Shape, Offsets, End };
    static constexpr std::size_t maxRank = 16;

    std::string place() const { return where_ + ", tensor " + entry_.info.name; }

    bool unexpected() { fail(place(), Text(SH_TR("The header has a value of the wrong kind at “%1”"), {key_})); }

    void startTensor() {
        entry_ = {};
        entry_.info.name = key_;
        offsets_ = 0;
        fields_.clear();
        state_ = State::Tensor;
        if (!names_.insert(key_).second)
            fail(place(), SH_TR("The tensor is listed twice"));
    }

    void endTensor() {
        if (fields_.size() != 3 || offsets_ != 2)
            fail(place(), SH_TR("dtype, shape and data_offsets are all needed"));
        header.entries.push_back(std::move(entry_));
        entry_ = {};
    }

    std::string where_;
    std::string key_;
    State state_ = State::Start;
    HeaderEntry entry_;
    int offsets_ = 0;
    std::vector<std::string> fields_;
    std::unordered_set<std::string> names_;
};

// Every byte of the data part belongs to exactly one tensor; the format demands it, and it is what keeps views from aliasing.
void checkCoverage(const Header& header, std::uint64_t dataBytes, const std::string& where) {
    std::vector<const HeaderEntry*> order;
    for (const auto& entry : header.entries)
        order.push_back(&entry);
    std::sort(order.begin(), order.end(),
              [](const auto* a, const auto* b) { return std::pair(a->begin, a->end) < std::pair(b->begin, b->end); });
    std::uint64_t expected = 0;
    for (const auto* entry : order) {
        const auto place = where + ", tensor " + entry->info.name;
        if (entry->begin != expected)
            fail(place, Text(SH_TR("The tensor starts at data offset %1 where %2 was expected (gap or overlap)"),
                             {std::to_string(entry->begin), std::to_string(expected)}));
        expected = entry->end;
    }
    if (expected != dataBytes)
        fail(where,
             Text(SH_TR("The tensors end at data offset %1, but the file holds %2 bytes of data"),
                  {std::to_string(expected), std::to_string(dataBytes)}),
             SH_TR("The file is incomplete or damaged; get it again"));
}

void checkEntry(const HeaderEntry& entry, std::uint64_t dataBytes, const std::string& where) {
    const auto place = where + ", tensor " + entry.info.name;
    if (entry.begin > entry.end || entry.end > dataBytes)
        fail(place,
             Text(SH_TR("The data offsets %1 to %2 lie outside the %3 bytes of data"),
                  {std::to_string(entry.begin), std::to_string(entry.end), std::to_string(dataBytes)}),
             SH_TR("The file is incomplete or damaged; get it again"));
    const auto bytes = checkedBytes(entry.info, place);
    if (bytes != entry.end - entry.begin)
        fail(place, Text(SH_TR("Shape and type need %1 bytes, but the tensor has %2"),
                         {std::to_string(bytes), std::to_string(entry.end - entry.begin)}));
}

} // namespace

std::uint64_t checkedBytes(const TensorInfo& info, const std::string& where) {
    std::int64_t bytes = static_cast<std::int64_t>(sizeOf(info.dtype));
    bool overflow = false, negative = false;
    for (const auto size : info.shape) {
        overflow |= __builtin_mul_overflow(bytes, size, &bytes);
        negative |= size < 0;
    }
    if (overflow || negative)
        fail(where, SH_TR("The shape is absurd"));
    return static_cast<std::uint64_t>(bytes);
}

Header parseHeader(std::string_view json, std::uint64_t dataBytes, const std::string& where) {
    HeaderReader reader(where);
    Json::sax_parse(json.begin(), json.end(), &reader);
    for (const auto& entry : reader.header.entries)
        checkEntry(entry, dataBytes, where);
    checkCoverage(reader.header, dataBytes, where);
    return std::move(reader.header);
}

std::string headerJson(const std::vector<TensorInfo>& tensors, const std::map<std::string, std::string>& metadata,
                       const std::string& where) {
    // Assembled entry by entry: an ordered JSON object walks its whole list for each key it takes.
    std::string text = "{";
    if (!metadata.empty())
        text += "\"__metadata__\":" + Json(metadata).dump();
    std::unordered_set<std::string> names;
    std::uint64_t offset = 0;
    for (const auto& tensor : tensors) {
        const auto place = where + ", tensor " + tensor.name;
        std::uint64_t end = 0;
        if (!names.insert(tensor.name).second || tensor.name == "__metadata__")
            fail(place, SH_TR("The tensor is listed twice"), {}, ErrorKind::Internal);
        if (__builtin_add_overflow(offset, checkedBytes(tensor, place), &end))
            fail(place, SH_TR("The shape is absurd"), {}, ErrorKind::Internal);
        const nlohmann::ordered_json entry = {{"dtype", dtypeName(tensor.dtype)}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
        text += (text.size() > 1 ? "," : "") + Json(tensor.name).dump() + ":" + entry.dump();
        offset = end;
    }
    text += "}";
    text.resize((text.size() + 8 + 63) / 64 * 64 - 8, ' '); // 8: the length before it
    return text;
}

} // namespace stillhouse::formats
