// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/attention_view.h"

#include "widgets/panels/attention_maps.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/theme.h"

#include <algorithm>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace stillhouse::widgets {

AttentionView::AttentionView(const QString& name, QWidget* parent)
    : QWidget(parent), layerLabel_(new QLabel(this)), headLabel_(new QLabel(this)), facts_(new QLabel(this)), layer_(new QSpinBox(this)),
      head_(new QSpinBox(this)), grid_(new HeatGrid(this)) {
    facts_->setProperty("type", "caption");
    facts_->setObjectName(name + QStringLiteral("Facts"));
    facts_->setWordWrap(true);
    layer_->setObjectName(name + QStringLiteral("Layer"));
    head_->setObjectName(name + QStringLiteral("Head"));
    grid_->setObjectName(name + QStringLiteral("Map"));
    grid_->setColours(HeatGrid::Colours::Viridis, false);
    grid_->setValueRange(0, 1);
    grid_->setUprightColumns(true);
    grid_->setSquare(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    for (auto [label, box] : {std::pair(layerLabel_, layer_), std::pair(headLabel_, head_)}) {
        label->setBuddy(box);
        label->setProperty("type", "caption");
        box->setRange(0, 0); // counted from 0, as in the names of the tensors
        box->setFixedWidth(56);
        head->addWidget(label);
        head->addWidget(box);
        head->addSpacing(4);
        connect(box, &QSpinBox::valueChanged, this, [this] {
            show();
            Q_EMIT chosen(layer(), this->head());
        });
    }
    head->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(grid_, 1);
    column->addWidget(facts_);
    retranslate();
}

int AttentionView::layer() const {
    return layer_->value();
}
int AttentionView::head() const {
    return head_->value();
}
const float* AttentionView::map() const {
    return attentionMap(picture_, layer(), head());
}

void AttentionView::setPicture(Picture picture) {
    picture_ = std::move(picture);
    const QSignalBlocker one(layer_), two(head_);
    layer_->setMaximum(empty() ? 0 : int(std::max<std::int64_t>(1, picture_.shape[0]) - 1));
    head_->setMaximum(empty() ? 0 : int(std::max<std::int64_t>(1, picture_.shape[1]) - 1));
    show();
}

void AttentionView::choose(int layer, int head) {
    const QSignalBlocker one(layer_), two(head_);
    layer_->setValue(layer);
    head_->setValue(head);
    show();
}

void AttentionView::show() {
    layer_->setEnabled(!empty());
    head_->setEnabled(!empty());
    const float* shown = map();
    grid_->setTitle(shown ? tr("%1: layer %2, head %3", "whose map").arg(title_).arg(layer()).arg(head()) : title_);
    grid_->setUnit(shown ? tr("attention weight") : QString());
    grid_->setEmptyText(empty() ? emptyText_ : tr("This layer has no such head"));
    showMap(*grid_, picture_.labels, shown, false);
    if (!shown) {
        facts_->setText({});
        return;
    }
    const auto facts = attentionFacts(shown, picture_.shape[2]);
    facts_->setText(tr("Entropy %1 nats · looks back %2 tokens · %3 % on the first token")
                        .arg(facts.entropy, 0, 'f', 2)
                        .arg(facts.distance, 0, 'f', 1)
                        .arg(100 * facts.firstShare, 0, 'f', 0));
    facts_->setToolTip(tr("Means over the tokens: entropy of a token's weights, distance of what it looks at, weight on the first token"));
}

void AttentionView::setRange(double high) { grid_->setValueRange(0, high); }

void AttentionView::setTitle(const QString& title) {
    title_ = title;
    show();
    layer_->setAccessibleName(tr("Layer of: %1").arg(title));
    head_->setAccessibleName(tr("Head of: %1").arg(title));
}

void AttentionView::setEmptyText(const QString& text) {
    emptyText_ = text;
    if (empty())
        grid_->setEmptyText(text);
}

void AttentionView::retranslate() {
    layerLabel_->setText(tr("Layer"));
    headLabel_->setText(tr("Head"));
    grid_->setAxes(tr("key: the token looked at"), tr("query"));
    show();
}

void AttentionView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
