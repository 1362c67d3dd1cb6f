// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/help_dock.h"

#include "widgets/panels.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTextBrowser>

namespace stillhouse::app {

using namespace widgets;

HelpDock::HelpDock(Session& session, QWidget* parent) : QDockWidget(parent), session_(session), text_(new QTextBrowser(this)) {
    setObjectName(QStringLiteral("dock.help"));
    text_->setFrameShape(QFrame::NoFrame);
    text_->document()->setDocumentMargin(kPadding);
    text_->setProperty("role", "plain");
    text_->setMinimumWidth(280);
    setWidget(text_);
    connect(&session_, &Session::engineArrived, this, &HelpDock::render);
    connect(&theme(), &Theme::changed, this, &HelpDock::render);
    render();
}

void HelpDock::show(const PanelSpec* panel) {
    panel_ = panel;
    render();
}

QString HelpDock::methods(const std::string& letter) const {
    QString html;
    for (const auto& method : session_.methods())
        if (method.strategies.find(letter) != std::string::npos)
            html += QStringLiteral("<h4>%1</h4><p>%2<br><span style='color:%4'>%3</span></p>")
                        .arg(shown(method.title).toHtmlEscaped(), shown(method.summary).toHtmlEscaped(),
                             QString::fromStdString(method.source).toHtmlEscaped(), theme().color(QStringLiteral("muted")).name());
    return html;
}

QString HelpDock::keys() const {
    const std::pair<QString, QString> lines[] = {
        {QStringLiteral("Ctrl+K"), tr("Find any action")},      {QStringLiteral("Ctrl+1 … Ctrl+9, Ctrl+0"), tr("Go to a page of the rail")},
        {QStringLiteral("Ctrl+R"), tr("Run both strategies")},  {tr("Space"), tr("Pause or resume the run")},
        {QStringLiteral("Esc"), tr("Back to the page before")}, {QStringLiteral("F11"), tr("Full screen")},
    };
    QString html = QStringLiteral("<h4>%1</h4><table cellspacing='4'>").arg(tr("Keys"));
    for (const auto& [key, meaning] : lines)
        html += QStringLiteral("<tr><td style='padding-right:12px'><b>%1</b></td><td>%2</td></tr>").arg(key.toHtmlEscaped(), meaning.toHtmlEscaped());
    return html + QStringLiteral("</table>");
}

void HelpDock::render() {
    setWindowTitle(tr("Help"));
    text_->setAccessibleName(tr("Help on the page in front"));
    if (isHidden())
        return; // laid out when somebody asks for it
    QString html;
    if (panel_) {
        const auto translated = [](const char* key) { return QCoreApplication::translate("panels", key); };
        html = QStringLiteral("<h3>%1</h3><p>%2</p>").arg(translated(panel_->title).toHtmlEscaped(), translated(panel_->summary).toHtmlEscaped());
        if (panel_->help)
            html += translated(panel_->help);
        const std::string id = panel_->id;
        if (id == "strategy_a" || id == "strategy_b")
            html += methods(id == "strategy_a" ? "A" : "B");
    }
    text_->setHtml(html + keys());
}

void HelpDock::showEvent(QShowEvent* event) {
    render();
    QDockWidget::showEvent(event);
}

void HelpDock::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        render();
    QDockWidget::changeEvent(event);
}

} // namespace stillhouse::app
