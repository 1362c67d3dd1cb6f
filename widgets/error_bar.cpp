// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/error_bar.h"

#include "widgets/icons.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace stillhouse::widgets {

namespace {

QString nameOf(ErrorBar::Tone tone) {
    switch (tone) {
    case ErrorBar::Tone::Warning:
        return QStringLiteral("warning");
    case ErrorBar::Tone::Info:
        return QStringLiteral("info");
    case ErrorBar::Tone::Success:
        return QStringLiteral("success");
    case ErrorBar::Tone::Error:
        break;
    }
    return QStringLiteral("error");
}

QLabel* wrapping(QWidget* parent, const char* type) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("type", type);
    return label;
}

// The message as text for a report: what happened, where, what to do, the details.
QString wholeMessage(std::initializer_list<const QLabel*> parts) {
    QStringList lines;
    for (const QLabel* part : parts)
        if (!part->text().isEmpty())
            lines << part->text();
    return lines.join(u'\n');
}

class CopyButton : public QPushButton {
public:
    CopyButton(QWidget* parent, std::function<QString()> text) : QPushButton(parent) {
        setProperty("role", "link");
        setObjectName(QStringLiteral("errorCopy"));
        connect(this, &QPushButton::clicked, this, [text = std::move(text)] { QGuiApplication::clipboard()->setText(text()); });
        retranslate();
    }

protected:
    void changeEvent(QEvent* event) override {
        if (event->type() == QEvent::LanguageChange)
            retranslate();
        QPushButton::changeEvent(event);
    }

private:
    void retranslate() {
        setText(ErrorBar::tr("Copy"));
        setToolTip(ErrorBar::tr("Copy the whole message, for a report"));
        setAccessibleName(ErrorBar::tr("Copy the message"));
    }
};

} // namespace

ErrorBar::ErrorBar(QWidget* parent)
    : QFrame(parent), icon_(new QLabel(this)), text_(wrapping(this, "body")), remedy_(wrapping(this, "muted")),
      details_(wrapping(this, "code")), action_(new QPushButton(this)), toggle_(new QPushButton(this)), close_(new QToolButton(this)) {
    setProperty("role", "bar");
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // a bar, however much room the page has
    toggle_->setProperty("role", "link");
    auto* copy = new CopyButton(this, [this] { return wholeMessage({text_, remedy_, details_}); });
    close_->setIcon(icon(QStringLiteral("close")));
    close_->setAutoRaise(true);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, kGap, kGap, kGap);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->addWidget(icon_, 0, 0, Qt::AlignTop);
    grid->addWidget(text_, 0, 1);
    grid->addWidget(toggle_, 0, 2, Qt::AlignTop);
    grid->addWidget(copy, 0, 3, Qt::AlignTop);
    grid->addWidget(action_, 0, 4, Qt::AlignTop);
    grid->addWidget(close_, 0, 5, Qt::AlignTop);
    grid->addWidget(remedy_, 1, 1, 1, 4);
    grid->addWidget(details_, 2, 1, 1, 4);
    grid->setColumnStretch(1, 1);
    action_->hide();
    connect(toggle_, &QPushButton::clicked, this, [this] { details_->setVisible(details_->isHidden()); });
    connect(action_, &QPushButton::clicked, this, [this] { if (act_) act_(); });
    connect(close_, &QToolButton::clicked, this, &ErrorBar::dismiss);
    connect(&theme(), &Theme::changed, this, &ErrorBar::paintIcon);
    retranslate();
    hide();
}

void ErrorBar::showError(const Error& error) {
    if (error.kind == ErrorKind::Cancelled) {
        dismiss();
        return;
    }
    error_ = error;
    fromError_ = true;
    setAction({}, {});
    retranslate();
    details_->setText(QString::fromStdString(error.details));
    details_->hide();
    toggle_->setVisible(!error.details.empty());
    present(Tone::Error);
}

void ErrorBar::showNotice(Tone tone, const QString& text, const QString& remedy) {
    fromError_ = false;
    setAction({}, {});
    text_->setText(text);
    remedy_->setText(remedy);
    remedy_->setVisible(!remedy.isEmpty());
    details_->clear();
    details_->hide();
    toggle_->hide();
    present(tone);
}

void ErrorBar::setAction(const QString& text, std::function<void()> action) {
    action_->setText(text);
    action_->setAccessibleName(text);
    action_->setVisible(!text.isEmpty());
    act_ = std::move(action);
}

void ErrorBar::dismiss() {
    hide();
    Q_EMIT dismissed();
}

void ErrorBar::present(Tone tone) {
    tone_ = tone;
    setProperty("tone", nameOf(tone));
    style()->unpolish(this);
    style()->polish(this);
    paintIcon();
    setAccessibleName(text_->text());
    show();
}

void ErrorBar::paintIcon() {
    const QString name = nameOf(tone_);
    icon_->setPixmap(iconPixmap(name, 20, theme().color(name), devicePixelRatioF()));
}

void ErrorBar::retranslate() {
    toggle_->setText(tr("Details"));
    toggle_->setAccessibleName(tr("Details of the error"));
    close_->setToolTip(tr("Dismiss"));
    close_->setAccessibleName(tr("Dismiss"));
    if (!fromError_)
        return;
    const QString where = QString::fromStdString(error_.where);
    const QString what = shown(error_.what);
    text_->setText(where.isEmpty() ? what : tr("%1 — %2", "what happened — where").arg(what, where));
    remedy_->setText(shown(error_.remedy));
    remedy_->setVisible(!error_.remedy.empty());
}

void ErrorBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace stillhouse::widgets
