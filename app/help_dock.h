// SPDX-License-Identifier: GPL-3.0-or-later
// F1: what the page in front is for, what it computes, and its keys.
#pragma once
#include <QDockWidget>

class QTextBrowser;

namespace stillhouse::widgets {
class Session;
struct PanelSpec;
} // namespace stillhouse::widgets

namespace stillhouse::app {

class HelpDock : public QDockWidget {
    Q_OBJECT
public:
    HelpDock(widgets::Session& session, QWidget* parent = nullptr);
    /// nullptr: no project is open, only the keys are shown.
    void show(const widgets::PanelSpec* panel);
    const widgets::PanelSpec* panel() const { return panel_; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void render();
    QString methods(const std::string& letter) const;
    QString keys() const;

    widgets::Session& session_;
    const widgets::PanelSpec* panel_ = nullptr;
    QTextBrowser* text_;
};

} // namespace stillhouse::app
