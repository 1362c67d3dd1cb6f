// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/json_field.h"
#include "core/text/tokenizer_json.h"
#include "core/text/tokenizer_json_steps.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace stillhouse::text {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void failEncoding() {
    base::fail("tokenizer.json", SH_TR("A token of this vocabulary is not UTF-8 and cannot be written to tokenizer.json"),
               SH_TR("Export to a format that keeps this tokenizer as it is."), ErrorKind::Unsupported);
}

std::string quoted(const std::string& text) {
    try {
        return Json(text).dump();
    } catch (const nlohmann::json::exception&) {
        failEncoding();
    }
}

Json writeAdded(const std::vector<AddedToken>& tokens) {
    std::vector<AddedToken> sorted = tokens;
    std::stable_sort(sorted.begin(), sorted.end(), [](const AddedToken& a, const AddedToken& b) { return a.id < b.id; });
    Json out = Json::array();
    for (const AddedToken& token : sorted)
        out.push_back({{"id", token.id},
                       {"content", token.content},
                       {"single_word", token.singleWord},
                       {"lstrip", token.lstrip},
                       {"rstrip", token.rstrip},
                       {"normalized", token.normalized},
                       {"special", token.special}});
    return out;
}

/// A vocabulary with scores as ranked merges: the order in which SentencePiece would join.
std::vector<std::pair<std::string, std::string>> mergesOfScores(const TokenizerSpec& spec) {
    struct Scored {
        float score;
        std::size_t id, cut;
    };
    std::unordered_map<std::string_view, std::size_t> ids;
    std::unordered_set<std::int32_t> control;
    for (const AddedToken& token : spec.added)
        control.insert(token.id);
    for (std::size_t i = 0; i < spec.tokens.size(); ++i)
        if (!control.contains(static_cast<std::int32_t>(i)))
            ids.try_emplace(spec.tokens[i], i);
    std::vector<Scored> found;
    for (const auto& [text, id] : ids)
        for (std::size_t cut = 1; cut < text.size(); ++cut)
            if (ids.contains(text.substr(0, cut)) && ids.contains(text.substr(cut)))
                found.push_back({spec.scores[id], id, cut});
    std::sort(found.begin(), found.end(), [](const Scored& a, const Scored& b) {
        return a.score != b.score ? a.score > b.score : a.id != b.id ? a.id < b.id : a.cut < b.cut;
    });
    std::vector<std::pair<std::string, std::string>> merges;
    for (const Scored& merge : found)
        merges.emplace_back(spec.tokens[merge.id].substr(0, merge.cut), spec.tokens[merge.id].substr(merge.cut));
    return merges;
}

/// Written by hand: an ordered object of 150,000 members would be searched from the front for each.
void appendModel(std::string& out, const TokenizerSpec& spec) {
    const auto flag = [](bool value) { return value ? "true" : "false"; };
    out += "{\"type\":\"BPE\",\"dropout\":null,\"unk_token\":";
    out += spec.unkId ? quoted(spec.tokens[static_cast<std::size_t>(*spec.unkId)]) : "null";
    out += ",\"continuing_subword_prefix\":null,\"end_of_word_suffix\":null,\"fuse_unk\":";
    out += flag(spec.fuseUnk);
    out += std::string(",\"byte_fallback\":") + flag(spec.byteFallback) + ",\"ignore_merges\":" + flag(spec.ignoreMerges) + ",\"vocab\":{";
    std::unordered_set<std::string_view> written;
    for (std::size_t i = 0; i < spec.tokens.size(); ++i)
        if (!spec.tokens[i].empty() && written.insert(spec.tokens[i]).second)
            out += (written.size() > 1 ? ",\n" : "\n") + quoted(spec.tokens[i]) + ":" + std::to_string(i);
    out += "\n},\"merges\":[";
    const auto merges = spec.kind == TokenizerSpec::Kind::Scores ? mergesOfScores(spec) : spec.merges;
    for (std::size_t i = 0; i < merges.size(); ++i)
        out += (i ? ",\n[" : "\n[") + quoted(merges[i].first) + "," + quoted(merges[i].second) + "]";
    out += "\n]}";
}

} // namespace

std::string writeTokenizerJson(const TokenizerSpec& spec) {
    std::string out = "{\"version\":\"1.0\",\"truncation\":null,\"padding\":null,\"added_tokens\":";
    try {
        out += writeAdded(spec.added).dump();
        out += ",\n\"normalizer\":" + writeNormalizer(spec.normalizer).dump();
        out += ",\n\"pre_tokenizer\":" + writePreTokenizer(spec.preTokenizer).dump();
        out += ",\n\"post_processor\":" + writePostProcessor(spec).dump();
        out += ",\n\"decoder\":" + writeDecoder(spec.decoder).dump();
    } catch (const nlohmann::json::exception&) {
        failEncoding();
    }
    out += ",\n\"model\":";
    appendModel(out, spec);
    out += "}\n";
    return out;
}

std::string writeTokenizerConfigJson(const TokenizerSpec& spec) {
    std::string out = "{\"model_max_length\":null";
    const auto put = [&](const char* key, std::optional<std::int32_t> id) {
        if (id && std::size_t(*id) < spec.tokens.size())
            out += std::string(",\n\"") + key + "\":" + quoted(spec.tokens[std::size_t(*id)]);
    };
    put("bos_token", spec.bosId);
    put("eos_token", spec.eosIds.empty() ? std::nullopt : std::optional(spec.eosIds.front()));
    put("pad_token", spec.padId);
    if (!spec.chatTemplate.empty())
        out += ",\n\"chat_template\":" + quoted(spec.chatTemplate);
    return out + "}\n";
}

} // namespace stillhouse::text
