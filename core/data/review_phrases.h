// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the synthetic transaction reviews. Written for this project; no real person, account or payment stands behind them.
#pragma once
#include <cstddef>
#include <span>

namespace stillhouse::data {

/// What is known about one transaction, each with its levels; the level decides which phrases describe it.
enum class Factor { Merchant, Amount, Place, Device, Hour, Account, Velocity, Check, Note };
inline constexpr std::size_t factorCount = 9;

using Phrases = std::span<const char* const>;

/// Number of levels of a factor; level 0 is the ordinary case.
std::size_t levelsOf(Factor factor);

/// Phrases for a level. Places in braces: {name} {pronoun} {possessive} {amount} {shop} {city} {abroad} {times} {count} {minutes}
/// {days} {years} {hour} {digits}. May be empty: then nothing is said.
Phrases phrasesFor(Factor factor, std::size_t level);

/// Sentences that say nothing about the risk.
Phrases distractors();

Phrases givenNames(); ///< the first half take "she", the second half "he"
Phrases familyNames();
Phrases homeCities();
Phrases foreignCities();
/// Shops of a merchant level.
Phrases shopsFor(std::size_t merchantLevel);

} // namespace stillhouse::data
