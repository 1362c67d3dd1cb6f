// SPDX-License-Identifier: GPL-3.0-or-later
// Time, memory and disk of a run before it starts, and what the engine has to say about the experiment.
#pragma once
#include "core/api/engine.h"

#include <QWidget>
#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace stillhouse::widgets {

class DryRunBox : public QWidget {
    Q_OBJECT
public:
    explicit DryRunBox(QWidget* parent = nullptr);

    void setBusy(bool busy);
    void setResult(const DryRun& result);
    void clear(); ///< the experiment changed: the old figures no longer hold
    void setAvailable(bool available);

Q_SIGNALS:
    void requested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void render();

    std::optional<DryRun> result_;
    bool busy_ = false;
    QLabel *text_, *notes_;
    QPushButton* check_;
    QProgressBar* bar_;
};

} // namespace stillhouse::widgets
