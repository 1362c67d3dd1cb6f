// SPDX-License-Identifier: GPL-3.0-or-later
// Version, engine, processor and the matrix library in use, as text to copy into a report.
#pragma once
#include "app/growing_dialog.h"
#include "core/api/engine.h"

class QFormLayout;

namespace stillhouse::app {

class AboutDialog : public GrowingDialog {
    Q_OBJECT
public:
    /// `engine` with an empty version: the engine is not there.
    explicit AboutDialog(const EngineInfo& engine, QWidget* parent = nullptr);

private:
    void addLine(const QString& name, const QString& value);

    QFormLayout* lines_;
};

} // namespace stillhouse::app
