// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data_detail.h"

#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr std::size_t kKeys = 9;

} // namespace

DataDetail::DataDetail(QWidget* parent)
    : QWidget(parent), facts_(new QLabel(this)), hint_(new QLabel(this)), text_(new QPlainTextEdit(this)), buttons_(new QWidget(this)) {
    facts_->setProperty("type", "caption");
    facts_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    hint_->setProperty("type", "caption");
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setFrameShape(QFrame::NoFrame);
    auto* row = new QHBoxLayout(buttons_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(kGap);
    bottom->addWidget(buttons_);
    bottom->addWidget(hint_);
    bottom->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(facts_);
    column->addWidget(text_, 1);
    column->addLayout(bottom);
    retranslate();
}

void DataDetail::setLabels(const std::vector<std::string>& labels) {
    if (labels == labels_)
        return;
    labels_ = labels;
    makeButtons();
}

void DataDetail::makeButtons() {
    qDeleteAll(buttons_->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly));
    for (std::size_t i = 0; i < labels_.size() && i < kKeys; ++i) {
        const QString label = QString::fromStdString(labels_[i]);
        auto* button = new QPushButton(buttons_);
        QString shortName = button->fontMetrics().elidedText(label, Qt::ElideRight, 120);
        button->setText(QStringLiteral("%1  %2").arg(i + 1).arg(shortName.replace(u'&', QStringLiteral("&&"))));
        button->setAccessibleName(tr("Label this example %1").arg(label));
        button->setToolTip(tr("Label this example %1 (key %2)").arg(label).arg(i + 1));
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this, [this, label] { Q_EMIT labelChosen(label); });
        buttons_->layout()->addWidget(button);
    }
    retranslate();
}

void DataDetail::showRow(const std::optional<ExampleRow>& row) {
    const bool sameText = row && row_ && row->rowid == row_->rowid && row->example.prompt == row_->example.prompt;
    row_ = row;
    if (!sameText) {
        QString text;
        if (row) {
            text = QString::fromStdString(row->example.prompt);
            if (!row->example.response.empty())
                text += QStringLiteral("\n\n→ ") + QString::fromStdString(row->example.response);
        }
        text_->setPlainText(text);
    }
    retranslate();
}

void DataDetail::retranslate() {
    text_->setAccessibleName(tr("Text of the selected example"));
    text_->setPlaceholderText(tr("Select a row to read it in full."));
    hint_->setText(labels_.empty() ? QString() : tr("Keys 1–9 label the selected row, 0 removes the label, Ctrl+Z takes it back"));
    hint_->setVisible(row_.has_value() && !labels_.empty());
    buttons_->setVisible(row_.has_value() && !labels_.empty());
    facts_->setVisible(row_.has_value());
    const auto buttons = buttons_->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly);
    for (qsizetype i = 0; i < buttons.size(); ++i)
        buttons[i]->setChecked(row_ && std::size_t(i) < labels_.size() && row_->example.label == labels_[std::size_t(i)]);
    if (!row_)
        return;
    const Example& example = row_->example;
    QStringList facts{QString::fromStdString(example.id)};
    facts << (example.label.empty() ? tr("no label") : QString::fromStdString(example.label)) << QString::fromStdString(example.split);
    if (!example.source.empty())
        facts << QString::fromStdString(example.source);
    for (const auto& tag : example.tags)
        facts << QStringLiteral("#") + QString::fromStdString(tag);
    facts_->setText(facts.join(QStringLiteral("  ·  ")));
}

void DataDetail::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        makeButtons();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
