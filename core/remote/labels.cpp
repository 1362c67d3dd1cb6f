// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/labels.h"

#include "core/base/failure.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stillhouse::remote {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::int64_t mostTokens = 8;
constexpr double floorMass = 1e-6;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), lower);
    return text;
}

std::string_view withoutLeading(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

/// SentencePiece writes a blank as U+2581.
std::string plainToken(const std::string& token) {
    constexpr std::string_view mark = "\xe2\x96\x81";
    std::string out;
    for (std::size_t at = 0; at < token.size();)
        if (token.compare(at, mark.size(), mark) == 0)
            out += ' ', at += mark.size();
        else
            out += token[at++];
    return out;
}

/// What may stand directly behind a finished label.
bool endsWord(char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x80 && c != '_' && c != '-' && c != '\'' && !(c >= '0' && c <= '9') && !(lower(c) >= 'a' && lower(c) <= 'z');
}

struct Candidate {
    std::size_t label;
    std::string rest; ///< of the verbalizer, not yet answered
};

class Walk {
public:
    Walk(const RemoteAnswer& answer, const std::vector<std::string>& verbalizers) : answer_(answer) {
        std::vector<std::string> folded;
        for (const auto& verbalizer : verbalizers)
            folded.push_back(lowered(verbalizer));
        std::sort(folded.begin(), folded.end());
        fold_ = std::adjacent_find(folded.begin(), folded.end()) == folded.end();
        out.probabilities.assign(verbalizers.size(), 0);
        out.observed.assign(verbalizers.size(), false);
        std::vector<Candidate> all;
        for (std::size_t i = 0; i < verbalizers.size(); ++i)
            all.push_back({i, fold_ ? lowered(verbalizers[i]) : verbalizers[i]});
        spread(0, all, 1, true);
    }

    LabelDistribution out; ///< probabilities: masses, not yet divided by their sum

private:
    void give(std::size_t label, double mass, bool own) {
        out.probabilities[label] += mass;
        out.observed[label] = true;
        out.covered += own ? mass : 0;
    }

    void divide(const std::vector<Candidate>& among, double mass) {
        for (const Candidate& candidate : among)
            give(candidate.label, mass / double(among.size()), false);
    }

    /// The candidates that go on (or end) with this token.
    std::vector<Candidate> fitting(const std::vector<Candidate>& candidates, std::string_view token) const {
        std::vector<Candidate> fits;
        for (const Candidate& candidate : candidates) {
            const std::string& rest = candidate.rest;
            if (token.size() <= rest.size() && rest.compare(0, token.size(), token) == 0)
                fits.push_back({candidate.label, rest.substr(token.size())});
            else if (!rest.empty() && token.starts_with(rest) && endsWord(token[rest.size()]))
                return {{candidate.label, {}}}; // the token says that the label ends here
        }
        return fits;
    }

    /// Divides `mass`, the probability of having come to `position`, among `candidates`. `start`: nothing but white space came before.
    void spread(std::size_t position, const std::vector<Candidate>& candidates, double mass, bool start) {
        if (position >= answer_.tokens.size() || answer_.tokens[position].top.empty())
            return position == 0 ? void() : divide(candidates, mass);
        const RemoteToken& here = answer_.tokens[position];
        double matched = 0;
        for (const RemoteCandidate& alternative : here.top) {
            const std::string plain = fold_ ? lowered(plainToken(alternative.token)) : plainToken(alternative.token);
            const std::string_view token = start ? withoutLeading(plain) : std::string_view(plain);
            const bool silent = token.empty(); // white space at the start, or nothing
            if (silent && !start)
                continue;
            const auto fits = fitting(candidates, token);
            const double share = mass * std::exp(alternative.logprob);
            matched += fits.empty() ? 0 : std::exp(alternative.logprob);
            if (fits.size() == 1)
                give(fits[0].label, share, true);
            else if (!fits.empty() && alternative.token == here.token && position + 1 < answer_.tokens.size())
                spread(position + 1, fits, share, start && silent);
            else if (!fits.empty() && !silent)
                divide(fits, share);
        }
        for (const Candidate& candidate : candidates) // whatever else follows a finished label ends it
            if (candidate.rest.empty())
                give(candidate.label, mass * std::max(0.0, 1 - matched), true);
    }

    const RemoteAnswer& answer_;
    bool fold_ = true;
};

} // namespace

std::vector<std::string> verbalizersOf(const std::vector<TaskLabel>& labels) {
    if (labels.size() < 2)
        base::failAt("task", SH_TR("A distribution needs at least two labels"), SH_TR("Give a classification task with its labels"));
    std::vector<std::string> verbalizers;
    for (const TaskLabel& label : labels) {
        const std::string_view text = withoutLeading(label.verbalizer.empty() ? label.name : label.verbalizer);
        verbalizers.emplace_back(text.substr(0, text.find_last_not_of(blanks) + 1));
        if (verbalizers.back().empty())
            base::failAt("task", Text(SH_TR("The label \"%1\" has no verbalizer"), {label.name.substr(0, 80)}));
        if (std::count(verbalizers.begin(), verbalizers.end(), verbalizers.back()) > 1)
            base::failAt("task", Text(SH_TR("Two labels have the verbalizer \"%1\""), {verbalizers.back().substr(0, 80)}));
    }
    return verbalizers;
}

std::int64_t tokensToTellApart(const std::vector<std::string>& verbalizers) {
    std::size_t shared = 0;
    for (std::size_t i = 0; i < verbalizers.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const std::string first = lowered(verbalizers[i]), second = lowered(verbalizers[j]);
            const auto differ = std::mismatch(first.begin(), first.end(), second.begin(), second.end());
            shared = std::max(shared, std::size_t(differ.first - first.begin()));
        }
    return std::min(mostTokens, 1 + std::int64_t(shared));
}

LabelDistribution labelsFromTop(const RemoteAnswer& answer, const std::vector<std::string>& verbalizers) {
    LabelDistribution out = Walk(answer, verbalizers).out;
    const std::size_t missing = std::size_t(std::count(out.observed.begin(), out.observed.end(), false));
    double shown = 0, smallest = 1;
    if (!answer.tokens.empty())
        for (const RemoteCandidate& alternative : answer.tokens[0].top) {
            shown += std::exp(alternative.logprob);
            smallest = std::min(smallest, std::exp(alternative.logprob));
        }
    const double bound = missing ? std::min(smallest, std::max(0.0, 1 - shown) / double(missing)) : 0;
    for (std::size_t i = 0; i < verbalizers.size(); ++i)
        out.probabilities[i] = std::max(floorMass, out.observed[i] ? out.probabilities[i] : bound);
    const double sum = std::accumulate(out.probabilities.begin(), out.probabilities.end(), 0.0);
    for (double& p : out.probabilities)
        p /= sum;
    out.covered = std::min(1.0, out.covered);
    return out;
}

EchoScore scoreEcho(const RemoteAnswer& answer, const std::string& verbalizer, const std::string& where) {
    for (const std::size_t generated : {std::size_t(1), std::size_t(0)}) {
        std::string tail;
        EchoScore score;
        std::size_t count = 0, at = answer.tokens.size() - std::min(generated, answer.tokens.size());
        while (at > 0 && tail.size() < verbalizer.size()) {
            const RemoteToken& token = answer.tokens[--at];
            tail.insert(0, plainToken(token.token));
            score.total += token.logprob;
            ++count;
        }
        if (count == 0 || at == 0 || !tail.ends_with(verbalizer)) // at 0: the prompt is not in front
            continue;
        score.mean = score.total / double(count);
        return score;
    }
    base::fail(where, SH_TR("The server does not return the log-probabilities of the prompt (echo)"),
               SH_TR("Use the top tokens instead of exact scores"), ErrorKind::Unsupported);
}

LabelDistribution labelsFromEchoes(const std::vector<EchoScore>& scores) {
    LabelDistribution out;
    out.observed.assign(scores.size(), true);
    double top = -INFINITY, sum = 0;
    for (const EchoScore& score : scores)
        top = std::max(top, score.mean);
    for (const EchoScore& score : scores) {
        out.probabilities.push_back(std::exp(score.mean - top));
        sum += out.probabilities.back();
        out.covered += std::exp(score.total);
    }
    for (double& p : out.probabilities)
        p /= sum;
    out.covered = std::min(1.0, out.covered);
    return out;
}

} // namespace stillhouse::remote
