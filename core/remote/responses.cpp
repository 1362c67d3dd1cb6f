// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/json.h"
#include "core/remote/messages.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace stillhouse::remote {
namespace {

using Json = nlohmann::json;

constexpr std::size_t deepest = 16, mostRanked = 1 << 17, mostCandidates = 4096, mostModels = 10000, longestMessage = 300;
constexpr double roundingAbove = 1e-2; ///< servers round; what is above 1 by more is no probability

class Reader {
public:
    explicit Reader(const std::string& where) : where_(where) {}

    [[noreturn]] void fault(const std::string& field, Text what) const {
        base::fail(where_ + ", " + field, std::move(what),
                   SH_TR("The server does not speak the interface of OpenAI; check the endpoint's address"));
    }

    const Json* member(const Json& object, const char* key) const {
        const auto found = object.find(key);
        return found == object.end() || found->is_null() ? nullptr : &*found;
    }

    const Json& object(const Json& parent, const char* key, const std::string& field) const {
        const Json* found = member(parent, key);
        if (!found || !found->is_object())
            fault(field, SH_TR("An object is expected here"));
        return *found;
    }

    const Json& list(const Json& parent, const char* key, const std::string& field, std::size_t most) const {
        const Json* found = member(parent, key);
        if (!found || !found->is_array())
            fault(field, SH_TR("A list is expected here"));
        if (found->size() > most)
            fault(field, Text(SH_TR("The list has more than %1 entries"), {std::to_string(most)}));
        return *found;
    }

    std::string text(const Json& parent, const char* key, const std::string& field) const {
        const Json* found = member(parent, key);
        if (!found)
            return {};
        if (!found->is_string())
            fault(field, SH_TR("A text is expected here"));
        return found->get<std::string>();
    }

    double logprob(const Json& value, const std::string& field) const {
        const double number = value.is_number() ? value.get<double>() : NAN;
        if (!std::isfinite(number) || number > roundingAbove)
            fault(field, SH_TR("This is no log-probability"));
        return std::min(number, 0.0);
    }

private:
    const std::string& where_;
};

int hexDigit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// A token that is no valid UTF-8 stands as "bytes:\xe2\x80" in a map of strings.
std::string tokenBytes(const std::string& shown) {
    constexpr std::string_view mark = "bytes:";
    if (!shown.starts_with(mark))
        return shown;
    std::string bytes;
    for (std::size_t at = mark.size(); at < shown.size(); at += 4) {
        if (shown.size() - at < 4 || shown[at] != '\\' || shown[at + 1] != 'x' || hexDigit(shown[at + 2]) < 0 ||
            hexDigit(shown[at + 3]) < 0)
            return shown;
        bytes += char(hexDigit(shown[at + 2]) * 16 + hexDigit(shown[at + 3]));
    }
    return bytes;
}

/// {"token": …, "bytes": [226, 128] or null, "logprob": …}
RemoteCandidate candidateFrom(const Reader& reader, const Json& entry, const std::string& field) {
    if (!entry.is_object())
        reader.fault(field, SH_TR("An object is expected here"));
    RemoteCandidate candidate;
    candidate.token = tokenBytes(reader.text(entry, "token", field + ".token"));
    if (reader.member(entry, "bytes")) {
        candidate.token.clear();
        for (const Json& byte : reader.list(entry, "bytes", field + ".bytes", mostCandidates)) {
            if (!byte.is_number_integer() || byte.get<std::int64_t>() < 0 || byte.get<std::int64_t>() > 255)
                reader.fault(field + ".bytes", SH_TR("This is no byte"));
            candidate.token += char(byte.get<std::int64_t>());
        }
    }
    const Json* logprob = reader.member(entry, "logprob");
    candidate.logprob = reader.logprob(logprob ? *logprob : Json(), field + ".logprob");
    return candidate;
}

void sortAndCheck(const Reader& reader, std::vector<RemoteCandidate>& top, const std::string& field) {
    std::stable_sort(top.begin(), top.end(), [](const auto& a, const auto& b) { return a.logprob > b.logprob; });
    double sum = 0;
    for (const auto& candidate : top)
        sum += std::exp(candidate.logprob);
    if (sum > 1 + roundingAbove)
        reader.fault(field, SH_TR("The probabilities of one position sum to more than 1"));
}

std::vector<RemoteToken> tokensFromContent(const Reader& reader, const Json& logprobs) {
    std::vector<RemoteToken> tokens;
    for (const Json& entry : reader.list(logprobs, "content", "logprobs.content", mostRanked)) {
        const std::string field = "logprobs.content[" + std::to_string(tokens.size()) + "]";
        const RemoteCandidate chosen = candidateFrom(reader, entry, field);
        RemoteToken token{chosen.token, chosen.logprob, {}};
        if (reader.member(entry, "top_logprobs"))
            for (const Json& other : reader.list(entry, "top_logprobs", field + ".top_logprobs", mostCandidates))
                token.top.push_back(candidateFrom(reader, other, field + ".top_logprobs"));
        sortAndCheck(reader, token.top, field);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

std::vector<RemoteCandidate> candidatesFromMap(const Reader& reader, const Json& map, const std::string& field) {
    std::vector<RemoteCandidate> top;
    if (map.is_null()) // the first token of an echoed prompt has no alternatives
        return top;
    if (!map.is_object() || map.size() > mostCandidates)
        reader.fault(field, SH_TR("An object is expected here"));
    for (const auto& [token, logprob] : map.items())
        top.push_back({tokenBytes(token), reader.logprob(logprob, field)});
    sortAndCheck(reader, top, field);
    return top;
}

std::vector<RemoteToken> tokensFromLists(const Reader& reader, const Json& logprobs) {
    const Json& texts = reader.list(logprobs, "tokens", "logprobs.tokens", mostRanked);
    const Json& chosen = reader.list(logprobs, "token_logprobs", "logprobs.token_logprobs", mostRanked);
    const bool alternatives = reader.member(logprobs, "top_logprobs");
    static const Json none = Json::array();
    const Json& maps = alternatives ? reader.list(logprobs, "top_logprobs", "logprobs.top_logprobs", mostRanked) : none;
    if (chosen.size() != texts.size() || (alternatives && maps.size() != texts.size()))
        reader.fault("logprobs", SH_TR("The lists of tokens and log-probabilities differ in length"));
    std::vector<RemoteToken> tokens;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string at = "[" + std::to_string(i) + "]";
        if (!texts[i].is_string())
            reader.fault("logprobs.tokens" + at, SH_TR("A text is expected here"));
        const bool first = i == 0 && chosen[i].is_null();
        tokens.push_back(
            {tokenBytes(texts[i].get<std::string>()), first ? 0 : reader.logprob(chosen[i], "logprobs.token_logprobs" + at), {}});
        if (alternatives)
            tokens.back().top = candidatesFromMap(reader, maps[i], "logprobs.top_logprobs" + at);
    }
    return tokens;
}

Json parsed(std::string_view body, const std::string& where) {
    Json document = base::parseJson(body, where, deepest);
    if (!document.is_object())
        Reader(where).fault("answer", SH_TR("An object is expected here"));
    return document;
}

} // namespace

RemoteAnswer parseAnswer(std::string_view body, const std::string& where) {
    const Json document = parsed(body, where);
    const Reader reader(where);
    const Json& choices = reader.list(document, "choices", "choices", mostCandidates);
    if (choices.empty() || !choices[0].is_object())
        reader.fault("choices", SH_TR("The server sent no answer"));
    const Json& choice = choices[0];
    RemoteAnswer answer;
    answer.finishReason = reader.text(choice, "finish_reason", "choices[0].finish_reason");
    if (reader.member(choice, "message"))
        answer.text = reader.text(reader.object(choice, "message", "choices[0].message"), "content", "choices[0].message.content");
    else if (reader.member(choice, "text"))
        answer.text = reader.text(choice, "text", "choices[0].text");
    else
        reader.fault("choices[0]", SH_TR("There is neither a text nor a message"));
    if (reader.member(choice, "logprobs")) {
        const Json& logprobs = reader.object(choice, "logprobs", "choices[0].logprobs");
        if (reader.member(logprobs, "content"))
            answer.tokens = tokensFromContent(reader, logprobs);
        else if (reader.member(logprobs, "tokens"))
            answer.tokens = tokensFromLists(reader, logprobs);
    }
    return answer;
}

std::vector<std::string> parseModels(std::string_view body, const std::string& where) {
    const Json document = parsed(body, where);
    const Reader reader(where);
    std::vector<std::string> ids;
    for (const Json& model : reader.list(document, "data", "data", mostModels)) {
        const std::string field = "data[" + std::to_string(ids.size()) + "].id";
        std::string id = model.is_object() ? reader.text(model, "id", field) : std::string();
        if (id.empty())
            reader.fault(field, SH_TR("A model without a name"));
        ids.push_back(std::move(id));
    }
    return ids;
}

std::string errorMessage(std::string_view body) {
    const Json document = Json::parse(body.substr(0, 1 << 16), nullptr, false);
    if (!document.is_object())
        return {};
    const Json* text = &document;
    for (const char* key : {"error", "message"})
        if (const auto found = text->is_object() ? text->find(key) : text->end(); text->is_object() && found != text->end())
            text = &*found;
    std::string message = text->is_string() ? text->get<std::string>() : std::string();
    for (char& c : message)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = ' ';
    if (message.size() > longestMessage) {
        std::size_t cut = longestMessage; // not inside a character
        while (cut > 0 && (static_cast<unsigned char>(message[cut]) & 0xc0) == 0x80)
            --cut;
        message.resize(cut);
    }
    return message;
}

std::string minified(std::string_view body, const std::string& where) {
    return parsed(body, where).dump();
}

} // namespace stillhouse::remote
