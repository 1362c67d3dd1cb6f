// SPDX-License-Identifier: GPL-3.0-or-later
// Synthetic transaction reviews: factors are drawn, a hidden rule scores them, phrases describe them. Integers only, so that the
// texts are the same on every machine.
#include "core/api/data.h"
#include "core/base/seed.h"
#include "core/data/review_phrases.h"

#include <array>
#include <cctype>

namespace stillhouse {
namespace data {
namespace {

/// The draws that the generator makes, all in 32 bits of the shared stream.
class Random {
public:
    explicit Random(std::uint64_t seed) : stream_(seed) {}
    std::uint64_t next() { return stream_.next(); }
    std::uint64_t below(std::uint64_t count) { return (next() >> 32) * count >> 32; }
    std::uint64_t between(std::uint64_t low, std::uint64_t high) { return low + below(high - low + 1); }
    bool chance(std::uint64_t perMille) { return below(1000) < perMille; }
    const char* pick(Phrases phrases) { return phrases[below(phrases.size())]; }

private:
    base::Random stream_;
};

using LevelSet = std::array<std::size_t, factorCount>;

std::size_t level(const LevelSet& levels, Factor factor) { return levels[static_cast<std::size_t>(factor)]; }

/// The hidden rule: points per level, and three things that only count together.
int riskScore(const LevelSet& levels) {
    static constexpr int points[factorCount][4] = {{0, 1, 2, 0}, {0, 1, 3, 0}, {0, 0, 2, 4}, {0, 1, 3, 0}, {0, 0, 0, 0},
                                                   {0, 1, 0, 0}, {0, 3, 0, 0}, {0, -1, 2, 0}, {0, -3, 4, 3}};
    int score = 0;
    for (std::size_t factor = 0; factor < factorCount; ++factor)
        score += points[factor][levels[factor]];
    if (level(levels, Factor::Hour) == 1 && level(levels, Factor::Device) >= 1)
        score += 1; // a new device matters more at night
    if (level(levels, Factor::Merchant) == 2 && level(levels, Factor::Account) == 1)
        score += 1; // money that cannot be called back, from a customer nobody knows
    if (level(levels, Factor::Amount) == 2 && level(levels, Factor::Place) == 1)
        score -= 1; // large sums are spent on announced journeys
    return score;
}

/// 0 low, 1 medium, 2 high; scores between two classes are rare, because a reviewer could not tell them apart either.
int riskOf(int score, Random& random, bool& keep) {
    keep = (score != 2 && score != 5) || random.chance(125);
    return score <= 2 ? 0 : score <= 5 ? 1 : 2;
}

/// Suspicious signs come together: `unrest` (per mille) is the chance of each.
LevelSet drawLevels(std::uint64_t unrest, Random& random) {
    LevelSet levels{};
    for (std::size_t factor = 0; factor < factorCount; ++factor)
        if (random.chance(unrest))
            levels[factor] = random.between(1, levelsOf(static_cast<Factor>(factor)) - 1);
    return levels;
}

LevelSet levelsFor(int wanted, Random& random) {
    for (;;) {
        const LevelSet levels = drawLevels(random.between(120, 620), random);
        bool keep = false;
        if (riskOf(riskScore(levels), random, keep) == wanted && keep)
            return levels;
    }
}

std::string money(std::uint64_t cents) {
    static constexpr const char* currencies[] = {"EUR ", "USD ", "GBP "};
    std::string digits = std::to_string(cents / 100);
    if (digits.size() > 3)
        digits.insert(digits.size() - 3, ",");
    const std::string fraction = std::to_string(cents % 100);
    return currencies[cents % 3] + digits + "." + (fraction.size() < 2 ? "0" : "") + fraction;
}

/// Chooses the values that a review's phrases share, and writes phrases with them.
class Writer {
public:
    Writer(const LevelSet& levels, Random& random) : random_(random) {
        const std::uint64_t who = random.below(givenNames().size());
        female_ = who < givenNames().size() / 2;
        name_ = std::string(givenNames()[who]) + " " + random.pick(familyNames());
        city_ = random.pick(homeCities());
        abroad_ = random.pick(foreignCities());
        shop_ = random.pick(shopsFor(level(levels, Factor::Merchant)));
        static constexpr std::uint64_t low[] = {400, 4'000, 40'000}, high[] = {9'000, 60'000, 950'000};
        const std::size_t size = level(levels, Factor::Amount);
        amount_ = money(random.between(low[size], high[size]));
    }

    std::string write(const char* phrase) {
        std::string out;
        for (const char* at = phrase; *at; ++at) {
            if (*at != '{') {
                out += *at;
                continue;
            }
            std::string place;
            while (*++at != '}')
                place += *at;
            out += value(place);
        }
        out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
        return out;
    }

private:
    std::string number(std::uint64_t low, std::uint64_t high) { return std::to_string(random_.between(low, high)); }

    std::string value(const std::string& place) {
        if (place == "name")
            return name_;
        if (place == "pronoun")
            return female_ ? "she" : "he";
        if (place == "possessive")
            return female_ ? "her" : "his";
        if (place == "amount")
            return amount_;
        if (place == "shop")
            return shop_;
        if (place == "city")
            return city_;
        if (place == "abroad")
            return abroad_;
        return valueDrawn(place);
    }

    std::string valueDrawn(const std::string& place) {
        if (place == "times")
            return number(8, 40);
        if (place == "count")
            return number(3, 9);
        if (place == "minutes")
            return number(6, 55);
        if (place == "days")
            return number(3, 28);
        if (place == "years")
            return number(3, 22);
        if (place == "hour") {
            const std::string hour = number(1, 4); // drawn first: the order of the operands of + is not fixed
            return hour + ":" + number(10, 59);
        }
        return number(1000, 9999);
    }

    Random& random_;
    bool female_ = false;
    std::string name_, city_, abroad_, shop_, amount_;
};

constexpr std::size_t maxWords = 90;

std::size_t wordsIn(const std::string& text) {
    std::size_t words = 0;
    bool inWord = false;
    for (const char c : text) {
        words += c != ' ' && !inWord;
        inWord = c != ' ';
    }
    return words;
}

/// The payment first, then what is remarkable and a part of what is ordinary, in any order. Remarkable things are never left out.
std::string describe(const LevelSet& levels, Random& random) {
    Writer writer(levels, random);
    std::vector<std::string> needed, ordinary;
    for (std::size_t factor = 1; factor < factorCount; ++factor) {
        const Phrases phrases = phrasesFor(static_cast<Factor>(factor), levels[factor]);
        if (!phrases.empty() && (levels[factor] > 0 || random.chance(350)))
            (levels[factor] > 0 ? needed : ordinary).push_back(writer.write(random.pick(phrases)));
    }
    if (random.chance(300))
        ordinary.push_back(writer.write(random.pick(distractors())));
    std::string text = writer.write(random.pick(phrasesFor(Factor::Merchant, level(levels, Factor::Merchant))));
    std::size_t words = wordsIn(text);
    for (const auto& sentence : needed)
        words += wordsIn(sentence);
    for (auto& sentence : ordinary)
        if ((words += wordsIn(sentence)) <= maxWords)
            needed.push_back(std::move(sentence));
    for (std::size_t i = needed.size(); i > 1; --i)
        std::swap(needed[i - 1], needed[random.below(i)]);
    for (const auto& sentence : needed)
        text += " " + sentence;
    return text;
}

/// 2.5 % of the labels are off by one class, as reviewers are.
int withNoise(int risk, Random& random) {
    if (!random.chance(25))
        return risk;
    return risk == 1 ? (random.chance(500) ? 0 : 2) : 1;
}

} // namespace
} // namespace data

std::vector<Example> syntheticReviews(std::int64_t count, std::uint64_t seed) {
    static constexpr const char* labels[] = {"low", "medium", "high"};
    data::Random random(seed);
    std::vector<Example> examples;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::uint64_t draw = random.below(100);
        const int risk = draw < 42 ? 0 : draw < 73 ? 1 : 2;
        Example example;
        example.id = "synthetic-" + std::to_string(i);
        example.prompt = data::describe(data::levelsFor(risk, random), random);
        example.label = labels[data::withNoise(risk, random)];
        example.split = splitOf(example.prompt, 0.2, 0.05);
        example.source = "synthetic";
        examples.push_back(std::move(example));
    }
    return examples;
}

} // namespace stillhouse
