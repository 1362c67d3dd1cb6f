// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bpe_trainer.h"

#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/text/byte_alphabet.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/spec_presets.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <queue>
#include <unordered_map>
#include <unordered_set>

namespace stillhouse::text {
namespace {

constexpr std::size_t maxVocabulary = std::size_t{1} << 22;
constexpr std::size_t progressBytes = std::size_t{1} << 20;

struct Word {
    std::vector<std::int32_t> symbols;
    std::uint64_t count = 0;
};

struct PairState {
    std::uint64_t count = 0;
    std::vector<std::uint32_t> words; // where the pair has occurred; may name a word twice or one that lost it
};

/// A pair and the count it had when it was queued: an entry whose count is no longer true is dropped when it comes up.
struct Candidate {
    std::uint64_t count, pair;
    bool operator<(const Candidate& other) const { return count != other.count ? count < other.count : pair > other.pair; }
};

std::uint64_t pairOf(std::int32_t left, std::int32_t right) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
}

void report(const TrainerProgress& progress, std::uint64_t done, std::uint64_t total) {
    if (progress && !progress(done, total))
        base::fail({}, SH_TR("Training the tokenizer was cancelled"), {}, ErrorKind::Cancelled);
}

class Trainer {
public:
    Trainer(const BpeTrainerOptions& options, const TrainerProgress& progress) : options_(options), progress_(progress) { makeSpec(); }

    void count(std::span<const std::string_view> texts);
    TokenizerSpec train();

private:
    void makeSpec();
    void addWords(const std::unordered_map<std::string, std::uint64_t>& counts);
    void change(std::int32_t left, std::int32_t right, std::uint64_t count, bool more, std::uint32_t word);
    void join(std::uint64_t pair, std::int32_t id);
    void joinInWord(std::uint32_t index, std::int32_t left, std::int32_t right, std::int32_t id);

    const BpeTrainerOptions& options_;
    const TrainerProgress& progress_;
    TokenizerSpec spec_;
    std::int32_t firstByte_ = 0;
    std::uint64_t bytes_ = 0;
    std::vector<Word> words_;
    std::unordered_map<std::uint64_t, PairState> pairs_;
    std::unordered_set<std::uint64_t> touched_;
};

void Trainer::makeSpec() {
    for (const std::string& token : options_.specialTokens) {
        if (token.empty() || validPrefix(token) != token.size() || std::find(spec_.tokens.begin(), spec_.tokens.end(), token) != spec_.tokens.end())
            base::failAt("special_tokens", Text(SH_TR("The special token \"%1\" is empty, not UTF-8, or there twice"), {token}), SH_TR("Give each special token once."));
        AddedToken added;
        added.id = static_cast<std::int32_t>(spec_.tokens.size());
        added.content = token;
        spec_.added.push_back(added);
        spec_.tokens.push_back(token);
    }
    firstByte_ = static_cast<std::int32_t>(spec_.tokens.size());
    for (int byte = 0; byte < 256; ++byte)
        spec_.tokens.push_back(byteToAlphabet(std::string(1, static_cast<char>(byte))));
    if (options_.vocabSize < spec_.tokens.size() || options_.vocabSize > maxVocabulary)
        base::failAt("vocab", Text(SH_TR("The vocabulary must have %1 to %2 tokens"), {std::to_string(spec_.tokens.size()), std::to_string(maxVocabulary)}),
                     SH_TR("256 tokens stand for the bytes; the special tokens come on top."));
    const std::size_t specials = options_.specialTokens.size();
    if (specials > 0) {
        spec_.bosId = 0;
        spec_.eosIds = {specials > 1 ? 1 : 0};
        spec_.padId = specials > 2 ? 2 : spec_.eosIds.front();
    }
    PreTokenizerStep split;
    split.pattern = {options_.expression.empty() ? qwen2Expression : options_.expression, true};
    PreTokenizerStep bytes;
    bytes.kind = PreTokenizerStep::Kind::ByteLevel;
    bytes.useRegex = false;
    spec_.preTokenizer = {split, bytes};
    useByteLevelDecoder(spec_);
}

void Trainer::count(std::span<const std::string_view> texts) {
    const PreTokenizer preTokenizer(spec_.preTokenizer, "expression");
    std::unordered_map<std::string, std::uint64_t> counts;
    std::string key;
    const auto add = [&](std::string_view piece) {
        key.assign(piece);
        ++counts[key];
    };
    std::uint64_t total = options_.vocabSize;
    for (const std::string_view text : texts)
        bytes_ += text.size();
    total += bytes_;
    std::uint64_t done = 0;
    for (std::string_view text : texts) {
        while (!text.empty()) {
            // A part ends before a line feed, where no usual expression joins what is left and right of it differently.
            std::size_t part = text.size() <= progressBytes ? text.size() : std::min(text.find('\n', progressBytes), text.size());
            std::string_view rest = text.substr(0, part);
            while (!rest.empty()) {
                const std::size_t valid = validPrefix(rest);
                preTokenizer.split(rest.substr(0, valid), true, true, add);
                rest.remove_prefix(std::min(rest.size(), valid + 1));
            }
            text.remove_prefix(part);
            done += part;
            report(progress_, done, total);
        }
    }
    addWords(counts);
}

/// Words are put in order of their bytes, so that nothing depends on the order of a hash table.
void Trainer::addWords(const std::unordered_map<std::string, std::uint64_t>& counts) {
    std::vector<const std::pair<const std::string, std::uint64_t>*> sorted;
    sorted.reserve(counts.size());
    for (const auto& entry : counts)
        sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
    for (const auto* entry : sorted) {
        Word word;
        word.count = entry->second;
        for (const char c : entry->first)
            word.symbols.push_back(firstByte_ + static_cast<unsigned char>(c));
        const auto index = static_cast<std::uint32_t>(words_.size());
        for (std::size_t i = 0; i + 1 < word.symbols.size(); ++i)
            change(word.symbols[i], word.symbols[i + 1], word.count, true, index);
        words_.push_back(std::move(word));
    }
}

void Trainer::change(std::int32_t left, std::int32_t right, std::uint64_t count, bool more, std::uint32_t word) {
    PairState& pair = pairs_[pairOf(left, right)];
    touched_.insert(pairOf(left, right));
    if (!more) {
        pair.count -= count;
        return;
    }
    pair.count += count;
    if (pair.words.empty() || pair.words.back() != word)
        pair.words.push_back(word);
}

void Trainer::joinInWord(std::uint32_t index, std::int32_t left, std::int32_t right, std::int32_t id) {
    Word& word = words_[index];
    std::vector<std::int32_t>& s = word.symbols;
    const auto contains = [&](std::size_t i) { return i + 1 < s.size() && s[i] == left && s[i + 1] == right; };
    std::size_t first = 0;
    while (first < s.size() && !contains(first))
        ++first;
    if (first == s.size())
        return;
    for (std::size_t i = 0; i + 1 < s.size(); ++i)
        change(s[i], s[i + 1], word.count, false, index);
    std::size_t out = first;
    for (std::size_t i = first; i < s.size(); ++out) {
        const bool hit = contains(i);
        s[out] = hit ? id : s[i];
        i += hit ? 2 : 1;
    }
    s.resize(out);
    for (std::size_t i = 0; i + 1 < s.size(); ++i)
        change(s[i], s[i + 1], word.count, true, index);
}

void Trainer::join(std::uint64_t pair, std::int32_t id) {
    const std::vector<std::uint32_t> where = std::move(pairs_[pair].words);
    touched_.clear();
    for (const std::uint32_t word : where)
        joinInWord(word, static_cast<std::int32_t>(pair >> 32), static_cast<std::int32_t>(pair), id);
    pairs_.erase(pair);
    touched_.erase(pair);
}

TokenizerSpec Trainer::train() {
    std::priority_queue<Candidate> queue;
    const auto offer = [&](std::uint64_t pair) {
        const auto found = pairs_.find(pair);
        if (found != pairs_.end() && found->second.count >= std::max<std::uint64_t>(options_.minPairCount, 1))
            queue.push({found->second.count, pair});
    };
    for (const auto& [pair, state] : pairs_)
        offer(pair);
    std::unordered_set<std::string> known(spec_.tokens.begin(), spec_.tokens.end());
    while (spec_.tokens.size() < options_.vocabSize && !queue.empty()) {
        const Candidate best = queue.top();
        queue.pop();
        const auto found = pairs_.find(best.pair);
        if (found == pairs_.end() || found->second.count != best.count)
            continue;
        const std::string left = spec_.tokens[best.pair >> 32];
        const std::string right = spec_.tokens[best.pair & 0xffffffff];
        // Two ways to the same text, or the text of a special token, would be two ids for one token.
        if (!known.insert(left + right).second) {
            pairs_.erase(found);
            continue;
        }
        spec_.merges.emplace_back(left, right);
        spec_.tokens.push_back(left + right);
        join(best.pair, static_cast<std::int32_t>(spec_.tokens.size() - 1));
        for (const std::uint64_t pair : touched_)
            offer(pair);
        report(progress_, bytes_ + spec_.tokens.size(), bytes_ + options_.vocabSize);
    }
    return std::move(spec_);
}

} // namespace

Tokenizer trainBpe(std::span<const std::string_view> texts, const BpeTrainerOptions& options, const TrainerProgress& progress) {
    Trainer trainer(options, progress);
    trainer.count(texts);
    return Tokenizer(trainer.train(), "tokenizer");
}

void saveTokenizer(const Tokenizer& tokenizer, const std::filesystem::path& folder) {
    const auto textOf = [&](std::optional<std::int32_t> id) -> nlohmann::ordered_json {
        return id ? nlohmann::ordered_json(std::string(tokenizer.tokenText(*id))) : nlohmann::ordered_json(nullptr);
    };
    nlohmann::ordered_json config{{"tokenizer_class", "PreTrainedTokenizerFast"},
                                  {"bos_token", textOf(tokenizer.bosId())},
                                  {"eos_token", textOf(tokenizer.eosId())},
                                  {"pad_token", textOf(tokenizer.padId())},
                                  {"unk_token", textOf(tokenizer.unkId())},
                                  {"clean_up_tokenization_spaces", false}};
    if (!tokenizer.chatTemplate().empty())
        config["chat_template"] = tokenizer.chatTemplate();
    std::filesystem::create_directories(folder);
    base::writeAtomically(folder / "tokenizer.json", tokenizer.saveJson());
    base::writeAtomically(folder / "tokenizer_config.json", config.dump(2) + "\n");
}

} // namespace stillhouse::text
