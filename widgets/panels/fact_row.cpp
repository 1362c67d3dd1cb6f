// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/fact_row.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

namespace stillhouse::widgets {

FactRow::FactRow(int perRow, QWidget* parent) : QWidget(parent), perRow_(perRow), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(kGroupGap);
    grid_->setVerticalSpacing(2);
    for (int column = 0; column < perRow_; ++column)
        grid_->setColumnStretch(column, 1);
    connect(&theme(), &Theme::changed, this, [this] { setFacts(std::vector<Fact>(facts_)); });
}

namespace {

// The same facts with other values: what a growing answer brings many times a second.
bool valuesAlone(const std::vector<Fact>& before, const std::vector<Fact>& now) {
    bool other = false;
    for (std::size_t i = 0; i < now.size() && before.size() == now.size(); ++i) {
        const auto &a = before[i], &b = now[i];
        if (a.name != b.name || a.tip != b.tip || a.icon || b.icon || qstrcmp(a.token, b.token) != 0)
            return false;
        other = other || a.value != b.value;
    }
    return other;
}

} // namespace

void FactRow::setFacts(const std::vector<Fact>& facts) {
    const bool inPlace = valuesAlone(facts_, facts);
    facts_ = facts;
    for (int i = 0; inPlace && i < int(facts.size()); ++i) {
        const auto& value = facts[std::size_t(i)].value;
        grid_->itemAtPosition(2 * (i / perRow_) + 1, i % perRow_)->widget()->findChild<QLabel*>()->setText(value.isEmpty() ? QStringLiteral("–") : value);
    }
    if (inPlace)
        return;
    while (QLayoutItem* item = grid_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int at = 0;
    for (const auto& fact : facts) {
        auto* caption = new QLabel(fact.name, this);
        caption->setProperty("type", "caption");
        caption->setContentsMargins(0, at < perRow_ ? 0 : kGap, 0, 0);
        auto* value = new QWidget(this);
        auto* row = new QHBoxLayout(value);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(4);
        if (fact.icon) {
            auto* mark = new QLabel(value);
            mark->setPixmap(iconPixmap(QLatin1String(fact.icon), 16, theme().color(QLatin1String(fact.token)), devicePixelRatioF()));
            row->addWidget(mark);
        }
        auto* text = new QLabel(fact.value.isEmpty() ? QStringLiteral("–") : fact.value, value);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->setStyleSheet(qstrcmp(fact.token, "text") == 0 ? QString() : QStringLiteral("color:%1").arg(theme().color(QLatin1String(fact.token)).name()));
        row->addWidget(text, 1);
        for (QWidget* part : {static_cast<QWidget*>(caption), static_cast<QWidget*>(text)})
            part->setToolTip(fact.tip);
        grid_->addWidget(caption, 2 * (at / perRow_), at % perRow_);
        grid_->addWidget(value, 2 * (at / perRow_) + 1, at % perRow_);
        ++at;
    }
}

} // namespace stillhouse::widgets
