// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/review_phrases.h"

#include <array>
#include <vector>

namespace stillhouse::data {
namespace {

constexpr const char* merchantEveryday[] = {
    "{name} paid {amount} at {shop} in {city}.",          "Card payment of {amount} to {shop}, {city}, on the account of {name}.",
    "{amount} was charged by {shop} to the card of {name}.", "Purchase at {shop}: {amount}, card holder {name}.",
    "The account of {name} shows a payment of {amount} to {shop}."};
constexpr const char* merchantValue[] = {
    "{name} bought goods for {amount} from {shop}.",       "Online order at {shop} for {amount}, placed on the account of {name}.",
    "{shop} requested {amount} from the card of {name}.", "A basket of {amount} at {shop} was paid with the card of {name}.",
    "The account of {name} shows an order of {amount} from {shop}."};
constexpr const char* merchantCash[] = {
    "{name} moved {amount} to {shop}.",                    "Transfer of {amount} to {shop} from the account of {name}.",
    "{shop} received {amount} from the account of {name}.", "An instant payment of {amount} to {shop} was ordered by {name}.",
    "The account of {name} was used to send {amount} to {shop}."};

constexpr const char* amountUsual[] = {"The amount is in line with earlier spending.", "{pronoun} pays about this much most weeks.",
                                       "The sum fits {possessive} usual pattern.", "Similar amounts occur every month."};
constexpr const char* amountDouble[] = {"The amount is roughly double the usual one.", "That is two to three times what {pronoun} normally spends.",
                                        "The sum is somewhat above {possessive} usual range.", "Slightly larger than {possessive} average purchase."};
constexpr const char* amountFar[] = {"That is about {times} times the usual amount.", "The sum is far above anything seen on this account.",
                                     "It nearly empties the balance.", "The amount is {times} times {possessive} monthly average.",
                                     "No earlier payment came close to this size."};

constexpr const char* placeHome[] = {"The payment came from {possessive} home town.", "The location matches the billing address.",
                                     "It was made in the usual region."};
constexpr const char* placeTravel[] = {"It was made in {abroad}; a travel notice for that country is on file.",
                                       "The card was used in {abroad}, where {pronoun} announced a holiday last week.",
                                       "The location is {abroad}, matching a flight booked with the same card."};
constexpr const char* placeAbroad[] = {"The request came from {abroad}, and no travel was announced.",
                                       "The login address points to {abroad}, a country new to this account.",
                                       "It originates in {abroad}; the customer has never paid there before."};
constexpr const char* placeImpossible[] = {"The card was used in {city} {minutes} minutes before this request from {abroad}.",
                                           "Only {minutes} minutes earlier the same card paid in {city}; this order comes from {abroad}.",
                                           "Two places at once: {city} and {abroad} within {minutes} minutes."};

constexpr const char* deviceKnown[] = {"The phone has been linked to the account for years.", "{pronoun} used the registered device.",
                                       "The device fingerprint is known."};
constexpr const char* deviceNew[] = {"The device was registered today.", "A phone not seen before was used.",
                                     "The order came from a browser that is new to the account."};
constexpr const char* deviceRemote[] = {"A remote access tool was running on the device.", "The session came from an emulator.",
                                        "The phone is rooted and hides its identity.", "Screen sharing software was active during the session."};

constexpr const char* hourDay[] = {"It happened at {hour} in the afternoon.", "The time, {hour} in the afternoon, is ordinary.", "Booked during shop hours."};
constexpr const char* hourNight[] = {"It happened at {hour} in the night.", "The time was {hour}, long after midnight.",
                                     "The order was placed at {hour} while most customers sleep."};

constexpr const char* accountOld[] = {"The account is {years} years old.", "{name} has been a customer for {years} years.",
                                      "A long relationship of {years} years without complaints."};
constexpr const char* accountNew[] = {"The account was opened {days} days ago.", "A new customer since {days} days.",
                                      "The relationship is only {days} days old."};

constexpr const char* velocityOne[] = {"It is the only payment of the day.", "No other activity was seen this week."};
constexpr const char* velocityMany[] = {"{count} attempts were made within {minutes} minutes.", "It follows {count} small test charges in {minutes} minutes.",
                                        "{count} payments to new recipients went out in {minutes} minutes."};

constexpr const char* checkStrong[] = {"Chip and PIN were used.", "It was approved with a fingerprint.", "Strong authentication succeeded at the first try."};
constexpr const char* checkFailed[] = {"The one-time code was entered wrongly {count} times.", "The security code failed {count} times before it passed.",
                                       "{count} password resets came right before."};

constexpr const char* noteConfirmed[] = {"Called back on the number on file, {name} confirmed the payment.",
                                         "{pronoun} confirmed it in person at the branch.",
                                         "A callback reached the customer, who recognised the payment."};
constexpr const char* noteDisputed[] = {"{name} says the payment is not {possessive} own.", "The customer called and does not recognise it.",
                                        "{pronoun} reported the card as stolen an hour later."};
constexpr const char* noteScam[] = {"{pronoun} said someone from the bank had told {name} to hurry.",
                                    "The customer mentioned an adviser who asked to keep it secret.",
                                    "{pronoun} wrote that a friend met online needs the money today."};

constexpr const char* neutral[] = {"The card ends in {digits}.", "Reference {digits}.", "The statement is sent by e-mail.",
                                   "The reviewer was assigned automatically.", "The postal address was confirmed in spring.", "Case {digits} was opened for routine review.",
                                   "The loyalty programme was not used.", "Currency conversion was not needed."};

constexpr const char* given[] = {"Anna", "Maria", "Elena", "Sofia", "Nadia", "Grace", "Julia", "Hannah", "Leila", "Mei", "Clara", "Ruth",
                                 "David", "Thomas", "Omar", "Lukas", "Peter", "Samuel", "Jonas", "Wei", "Carlos", "Henry", "Ivan", "Paul"};
constexpr const char* family[] = {"Berger", "Okafor", "Lindgren", "Rossi", "Novak", "Tanaka", "Moreau", "Silva", "Keller", "Haddad",
                                  "Murphy", "Chen", "Fischer", "Jensen", "Kowalski", "Patel", "Santos", "Weber", "Dubois", "Larsen"};
constexpr const char* home[] = {"Leeds", "Lyon", "Graz", "Porto", "Ghent", "Turin", "Bergen", "Aarhus", "Utrecht", "Bristol", "Malaga", "Bonn"};
constexpr const char* foreign[] = {"Manila", "Lagos", "Bogota", "Jakarta", "Tbilisi", "Accra", "Lima", "Dubai", "Hanoi", "Cairo", "Quito", "Almaty"};

constexpr const char* shopsEveryday[] = {"a supermarket", "the bakery Korn", "a pharmacy", "a petrol station", "the city transport company", "a bookshop",
                                         "the water utility", "a garden centre", "a lunch restaurant", "the phone company"};
constexpr const char* shopsValue[] = {"an electronics store", "a jeweller", "a watch dealer", "a camera shop", "a luxury handbag store", "a laptop dealer"};
constexpr const char* shopsCash[] = {"a crypto exchange", "a gift card reseller", "a money transfer service", "an online casino", "a prepaid card issuer",
                                     "a newly added foreign payee"};

using Levels = std::vector<Phrases>;

const std::array<Levels, factorCount>& phraseTable() {
    static const std::array<Levels, factorCount> table = {
        Levels{merchantEveryday, merchantValue, merchantCash}, Levels{amountUsual, amountDouble, amountFar},
        Levels{placeHome, placeTravel, placeAbroad, placeImpossible}, Levels{deviceKnown, deviceNew, deviceRemote}, Levels{hourDay, hourNight},
        Levels{accountOld, accountNew}, Levels{velocityOne, velocityMany}, Levels{Phrases{}, checkStrong, checkFailed},
        Levels{Phrases{}, noteConfirmed, noteDisputed, noteScam}};
    return table;
}

} // namespace

std::size_t levelsOf(Factor factor) { return phraseTable()[static_cast<std::size_t>(factor)].size(); }
Phrases phrasesFor(Factor factor, std::size_t level) { return phraseTable()[static_cast<std::size_t>(factor)][level]; }
Phrases distractors() { return neutral; }
Phrases givenNames() { return given; }
Phrases familyNames() { return family; }
Phrases homeCities() { return home; }
Phrases foreignCities() { return foreign; }
Phrases shopsFor(std::size_t merchantLevel) { return merchantLevel == 0 ? Phrases(shopsEveryday) : merchantLevel == 1 ? Phrases(shopsValue) : Phrases(shopsCash); }

} // namespace stillhouse::data
