// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_json_steps.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stillhouse::text {
namespace {

constexpr std::array<std::pair<const char*, NormalizerStep::Kind>, 8> normalizers{{{"Prepend", NormalizerStep::Kind::Prepend},
                                                                                   {"Replace", NormalizerStep::Kind::Replace},
                                                                                   {"NFC", NormalizerStep::Kind::Nfc},
                                                                                   {"NFKC", NormalizerStep::Kind::Nfkc},
                                                                                   {"NFD", NormalizerStep::Kind::Nfd},
                                                                                   {"NFKD", NormalizerStep::Kind::Nfkd},
                                                                                   {"Lowercase", NormalizerStep::Kind::Lowercase},
                                                                                   {"Strip", NormalizerStep::Kind::Strip}}};
using PreKind = PreTokenizerStep::Kind;
constexpr std::array<std::pair<const char*, PreKind>, 7> preTokenizers{{{"Split", PreKind::Split},
                                                                        {"ByteLevel", PreKind::ByteLevel},
                                                                        {"Digits", PreKind::Digits},
                                                                        {"Metaspace", PreKind::Metaspace},
                                                                        {"Whitespace", PreKind::Whitespace},
                                                                        {"WhitespaceSplit", PreKind::WhitespaceSplit},
                                                                        {"Punctuation", PreKind::Punctuation}}};
constexpr std::array<std::pair<const char*, DecoderStep::Kind>, 6> decoders{{{"ByteLevel", DecoderStep::Kind::ByteLevel},
                                                                             {"Replace", DecoderStep::Kind::Replace},
                                                                             {"ByteFallback", DecoderStep::Kind::ByteFallback},
                                                                             {"Fuse", DecoderStep::Kind::Fuse},
                                                                             {"Strip", DecoderStep::Kind::Strip},
                                                                             {"Metaspace", DecoderStep::Kind::Metaspace}}};
constexpr std::array<std::pair<const char*, SplitBehavior>, 5> behaviors{{{"Removed", SplitBehavior::Removed},
                                                                          {"Isolated", SplitBehavior::Isolated},
                                                                          {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
                                                                          {"MergedWithNext", SplitBehavior::MergedWithNext},
                                                                          {"Contiguous", SplitBehavior::Contiguous}}};
constexpr std::array<std::pair<const char*, PrependScheme>, 3> schemes{
    {{"never", PrependScheme::Never}, {"first", PrependScheme::First}, {"always", PrependScheme::Always}}};

template <typename Value, std::size_t n> Value valueOf(const std::array<std::pair<const char*, Value>, n>& table, const JsonField& field) {
    for (const auto& [name, value] : table)
        if (field.string() == name)
            return value;
    field.failUnsupported(field.string());
}

template <typename Value, std::size_t n> const char* nameOf(const std::array<std::pair<const char*, Value>, n>& table, Value value) {
    return std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.second == value; })->first;
}

Pattern readPattern(const JsonField& field) {
    Pattern pattern;
    pattern.regex = !field["Regex"].isNull();
    pattern.text = field[pattern.regex ? "Regex" : "String"].string();
    return pattern;
}

nlohmann::ordered_json writePattern(const Pattern& pattern) { return {{pattern.regex ? "Regex" : "String", pattern.text}}; }

/// Metaspace in its two spellings: prepend_scheme, or add_prefix_space of older files.
template <typename Step> void readMetaspace(const JsonField& field, Step& step) {
    step.replacement = field["replacement"].string("\xe2\x96\x81");
    if (!field["prepend_scheme"].isNull())
        step.prepend = valueOf(schemes, field["prepend_scheme"]);
    else
        step.prepend = field["add_prefix_space"].boolean(true) ? PrependScheme::Always : PrependScheme::Never;
}

template <typename Step, typename Write> nlohmann::ordered_json writeChain(const std::vector<Step>& steps, const char* list, Write write) {
    if (steps.empty())
        return nullptr;
    if (steps.size() == 1)
        return write(steps[0]);
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Step& step : steps)
        all.push_back(write(step));
    return {{"type", "Sequence"}, {list, all}};
}

bool isSequence(const JsonField& field) { return field["type"].string() == "Sequence"; }

} // namespace

void readNormalizer(const JsonField& field, std::vector<NormalizerStep>& out) {
    if (field.isNull())
        return;
    if (isSequence(field)) {
        for (const JsonField& item : field["normalizers"].items())
            readNormalizer(item, out);
        return;
    }
    NormalizerStep step;
    step.kind = valueOf(normalizers, field["type"]);
    if (step.kind == NormalizerStep::Kind::Prepend)
        step.content = field["prepend"].string();
    if (step.kind == NormalizerStep::Kind::Replace) {
        step.pattern = readPattern(field["pattern"]);
        step.content = field["content"].string();
    }
    if (step.kind == NormalizerStep::Kind::Strip) {
        step.left = field["strip_left"].boolean(true);
        step.right = field["strip_right"].boolean(true);
    }
    out.push_back(step);
}

void readPreTokenizer(const JsonField& field, std::vector<PreTokenizerStep>& out) {
    if (field.isNull())
        return;
    if (isSequence(field)) {
        for (const JsonField& item : field["pretokenizers"].items())
            readPreTokenizer(item, out);
        return;
    }
    PreTokenizerStep step;
    step.kind = valueOf(preTokenizers, field["type"]);
    if (step.kind == PreKind::Split)
        step.pattern = readPattern(field["pattern"]);
    if (!field["behavior"].isNull())
        step.behavior = valueOf(behaviors, field["behavior"]);
    step.invert = field["invert"].boolean(false);
    if (step.kind == PreKind::ByteLevel) {
        step.addPrefixSpace = field["add_prefix_space"].boolean(true);
        step.useRegex = field["use_regex"].boolean(true);
    }
    step.individualDigits = field["individual_digits"].boolean(false);
    if (step.kind == PreKind::Metaspace)
        readMetaspace(field, step);
    step.split = field["split"].boolean(true);
    out.push_back(step);
}

void readDecoder(const JsonField& field, std::vector<DecoderStep>& out) {
    if (field.isNull())
        return;
    if (isSequence(field)) {
        for (const JsonField& item : field["decoders"].items())
            readDecoder(item, out);
        return;
    }
    DecoderStep step;
    step.kind = valueOf(decoders, field["type"]);
    if (step.kind == DecoderStep::Kind::Replace)
        step.pattern = readPattern(field["pattern"]);
    if (step.kind == DecoderStep::Kind::Replace || step.kind == DecoderStep::Kind::Strip)
        step.content = field["content"].string();
    if (step.kind == DecoderStep::Kind::Strip) {
        step.start = static_cast<int>(field["start"].number(1000));
        step.stop = static_cast<int>(field["stop"].number(1000));
    }
    if (step.kind == DecoderStep::Kind::Metaspace)
        readMetaspace(field, step);
    out.push_back(step);
}

void readPostProcessor(const JsonField& field, TokenizerSpec& spec) {
    if (field.isNull())
        return;
    if (isSequence(field)) {
        for (const JsonField& item : field["processors"].items())
            readPostProcessor(item, spec);
        return;
    }
    const std::string& type = field["type"].string();
    if (type == "ByteLevel") // moves offsets only, which are not kept
        return;
    if (type != "TemplateProcessing")
        field["type"].failUnsupported(type);
    std::vector<std::int32_t>* side = &spec.prefixIds;
    for (const JsonField& item : field["single"].items()) {
        if (!item["Sequence"].isNull()) {
            side = &spec.suffixIds;
            continue;
        }
        const std::string& name = item["SpecialToken"]["id"].string();
        for (const JsonField& id : field["special_tokens"][name.c_str()]["ids"].items())
            side->push_back(static_cast<std::int32_t>(id.number(0x7fffffff)));
    }
}

nlohmann::ordered_json writeNormalizer(const std::vector<NormalizerStep>& steps) {
    return writeChain(steps, "normalizers", [](const NormalizerStep& step) {
        nlohmann::ordered_json json{{"type", nameOf(normalizers, step.kind)}};
        if (step.kind == NormalizerStep::Kind::Prepend)
            json["prepend"] = step.content;
        if (step.kind == NormalizerStep::Kind::Replace) {
            json["pattern"] = writePattern(step.pattern);
            json["content"] = step.content;
        }
        if (step.kind == NormalizerStep::Kind::Strip) {
            json["strip_left"] = step.left;
            json["strip_right"] = step.right;
        }
        return json;
    });
}

nlohmann::ordered_json writePreTokenizer(const std::vector<PreTokenizerStep>& steps) {
    return writeChain(steps, "pretokenizers", [](const PreTokenizerStep& step) {
        nlohmann::ordered_json json{{"type", nameOf(preTokenizers, step.kind)}};
        if (step.kind == PreKind::Split)
            json["pattern"] = writePattern(step.pattern);
        if (step.kind == PreKind::Split || step.kind == PreKind::Punctuation)
            json["behavior"] = nameOf(behaviors, step.behavior);
        if (step.kind == PreKind::Split)
            json["invert"] = step.invert;
        if (step.kind == PreKind::ByteLevel)
            json.update({{"add_prefix_space", step.addPrefixSpace}, {"trim_offsets", true}, {"use_regex", step.useRegex}});
        if (step.kind == PreKind::Digits)
            json["individual_digits"] = step.individualDigits;
        if (step.kind == PreKind::Metaspace)
            json.update({{"replacement", step.replacement}, {"prepend_scheme", nameOf(schemes, step.prepend)}, {"split", step.split}});
        return json;
    });
}

nlohmann::ordered_json writeDecoder(const std::vector<DecoderStep>& steps) {
    return writeChain(steps, "decoders", [](const DecoderStep& step) {
        nlohmann::ordered_json json{{"type", nameOf(decoders, step.kind)}};
        if (step.kind == DecoderStep::Kind::ByteLevel)
            json.update({{"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}});
        if (step.kind == DecoderStep::Kind::Replace)
            json["pattern"] = writePattern(step.pattern);
        if (step.kind == DecoderStep::Kind::Replace || step.kind == DecoderStep::Kind::Strip)
            json["content"] = step.content;
        if (step.kind == DecoderStep::Kind::Strip)
            json.update({{"start", step.start}, {"stop", step.stop}});
        if (step.kind == DecoderStep::Kind::Metaspace)
            json.update({{"replacement", step.replacement}, {"prepend_scheme", nameOf(schemes, step.prepend)}, {"split", true}});
        return json;
    });
}

nlohmann::ordered_json writePostProcessor(const TokenizerSpec& spec) {
    if (spec.prefixIds.empty() && spec.suffixIds.empty())
        return nullptr;
    nlohmann::ordered_json single = nlohmann::ordered_json::array();
    nlohmann::ordered_json specials = nlohmann::ordered_json::object();
    const auto addIds = [&](const std::vector<std::int32_t>& ids) {
        for (const std::int32_t id : ids) {
            const std::string& text = spec.tokens[static_cast<std::size_t>(id)];
            single.push_back({{"SpecialToken", {{"id", text}, {"type_id", 0}}}});
            specials[text] = {{"id", text}, {"ids", nlohmann::ordered_json::array({id})}, {"tokens", nlohmann::ordered_json::array({text})}};
        }
    };
    addIds(spec.prefixIds);
    single.push_back({{"Sequence", {{"id", "A"}, {"type_id", 0}}}});
    addIds(spec.suffixIds);
    nlohmann::ordered_json pair = single;
    pair.push_back({{"Sequence", {{"id", "B"}, {"type_id", 1}}}});
    return {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", specials}};
}

} // namespace stillhouse::text
