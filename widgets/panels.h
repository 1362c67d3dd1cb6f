// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <vector>

class QWidget;

namespace stillhouse::widgets {

class Session;

/// Titles and summaries are marked QT_TRANSLATE_NOOP("panels", "…") where they are written.
/// One page of the window. A panel is one .cpp in widgets/panels that defines a function returning its PanelSpec, and one line in panels.cpp.
struct PanelSpec {
    const char* id;      ///< "data": object name, settings key, help page
    const char* title;   ///< English key, translated when shown (context "panels")
    const char* icon;    ///< name of an SVG in resources/icons
    const char* summary; ///< English key: one sentence for the tooltip, the palette and F1
    QWidget* (*make)(Session& session, QWidget* parent);
    bool onRail = true;  ///< false: a dock that belongs to a rail page (shown from there and from the palette)
    const char* help = nullptr; ///< English key, simple HTML: what is computed here, formulas and sources, for F1
};

/// All panels in the order of the rail (Ctrl+1 … Ctrl+9, Ctrl+0, then Ctrl+Shift+1 …).
const std::vector<PanelSpec>& panels();

} // namespace stillhouse::widgets
