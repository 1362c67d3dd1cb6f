// SPDX-License-Identifier: GPL-3.0-or-later
// How the Demo page and its presentation write an answer's numbers.
#pragma once
#include "core/api/demo.h"

#include <QString>
#include <string>
#include <vector>

namespace stillhouse::widgets {

struct Fact;
struct Share;

QString demoMilliseconds(double ms);      ///< "12.3 ms", "1.46 s"; "–" for what was not measured
QString demoStateText(const DemoAnswer& answer); ///< what goes on; empty once it is done
/// "packed file · int4-nonuniform · 320.5 KiB · 237,200 parameters"
QString demoModelText(const DemoAnswer& answer);
/// Time to first token, speed, total time, size, each with its caption and what it means.
std::vector<Fact> demoFacts(const DemoAnswer& answer);
/// Label by label, the chosen one in the version's colour, the others grey.
std::vector<Share> demoShares(const DemoAnswer& answer, const std::string& token);
/// "A", "B", "teacher" or "baseline": the colour of a version.
std::string demoToken(const std::string& subject);

} // namespace stillhouse::widgets
