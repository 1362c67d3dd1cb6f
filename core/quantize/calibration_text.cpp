// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/calibration_text.h"

#include "core/base/failure.h"
#include "core/data/mapping.h"
#include "core/data/open_records.h"

namespace stillhouse::quantize {

namespace {

constexpr std::size_t kMostText = std::size_t{4} << 30;

// Plain text is one text, so that its line breaks stay.
void addText(data::TextStream& stream, const text::Tokenizer& tokenizer, std::size_t wanted, std::vector<std::int32_t>& ids, const std::function<void()>& check) {
    std::string all;
    while (ids.size() < wanted) {
        check();
        // Doubling keeps the number of encodings small; a token is seldom longer than a few bytes.
        const auto goal = std::max<std::size_t>(std::size_t(64) << 10, std::max(all.size() * 2, std::min(wanted, kMostText / 6) * 6));
        bool more = true;
        while (more && all.size() < goal) {
            more = stream.refill(all);
            if (all.size() > kMostText)
                base::fail(stream.path(), SH_TR("The text is longer than the 4 GiB that are read here"), SH_TR("Use a part of it"));
        }
        ids = tokenizer.encode(all);
        if (!more)
            return;
    }
}

void addRecords(data::OpenRecords& open, const std::string& path, const text::Tokenizer& tokenizer, std::size_t wanted, std::vector<std::int32_t>& ids,
                const std::function<void()>& check) {
    const data::ExampleMapper mapper({}, open.mapping, open.columns, open.fixedColumns, path);
    data::Record record;
    Example example;
    while (ids.size() < wanted && open.reader->next(record)) {
        check();
        mapper.map(record, example);
        const auto more = tokenizer.encode(example.response.empty() ? example.prompt : example.prompt + "\n" + example.response);
        ids.insert(ids.end(), more.begin(), more.end());
        if (const auto end = tokenizer.eosId())
            ids.push_back(*end);
    }
}

} // namespace

std::vector<std::int32_t> textIds(const std::string& path, const text::Tokenizer& tokenizer, std::size_t wanted,
                                  const std::function<void()>& check) {
    auto open = data::openRecords(path, {});
    std::vector<std::int32_t> ids;
    if (open.layout.format == DataFormat::Text)
        addText(*open.stream, tokenizer, wanted, ids, check);
    else
        addRecords(open, path, tokenizer, wanted, ids, check);
    return ids;
}

std::vector<std::vector<std::int32_t>> calibrationWindows(const std::string& path, const text::Tokenizer& tokenizer, std::int64_t sequences, std::int64_t length,
                                                          std::int64_t vocab, const std::function<void()>& check) {
    const auto ids = textIds(path, tokenizer, std::size_t(sequences * length), check);
    for (const auto id : ids)
        if (id < 0 || id >= vocab)
            base::fail(path, Text(SH_TR("The tokenizer gives id %1, but the model knows %2 tokens"), {std::to_string(id), std::to_string(vocab)}), SH_TR("Use the model's own tokenizer"));
    const auto start = tokenizer.encode("", true);
    const bool marked = !start.empty() && tokenizer.bosId() && start.front() == *tokenizer.bosId();
    std::vector<std::vector<std::int32_t>> windows;
    for (std::size_t at = 0; at < ids.size() && std::int64_t(windows.size()) < sequences;) {
        std::vector<std::int32_t> window(marked ? 1 : 0, marked ? *tokenizer.bosId() : 0);
        const auto count = std::min<std::size_t>(std::size_t(length) - window.size(), ids.size() - at);
        window.insert(window.end(), ids.begin() + std::ptrdiff_t(at), ids.begin() + std::ptrdiff_t(at + count));
        at += count;
        if (window.size() >= 2)
            windows.push_back(std::move(window));
    }
    if (windows.empty())
        base::fail(path, SH_TR("The calibration file holds less than two tokens"), SH_TR("Give some pages of text like what the model will read"));
    return windows;
}

} // namespace stillhouse::quantize
