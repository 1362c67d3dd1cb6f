// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/stage_list.h"

#include "widgets/duration.h"
#include "widgets/icons.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QAbstractItemModel>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

enum StageRole { IndexRole = Qt::UserRole, TimeRole };

class StageDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, 34}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyleOptionViewItem inner = option;
        const QString time = index.data(TimeRole).toString();
        inner.rect.setRight(inner.rect.right() - (time.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(time) + 12));
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme().color(QStringLiteral("accentSoft")));
        QStyledItemDelegate::paint(painter, inner, index);
        painter->setPen(theme().color(QStringLiteral("muted")));
        painter->drawText(option.rect.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, time);
    }
};

QToolButton* smallButton(QWidget* parent, const char* iconName) {
    auto* button = new QToolButton(parent);
    button->setIcon(icon(QLatin1String(iconName)));
    button->setIconSize({18, 18});
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

StageList::StageList(QString lane, QWidget* parent)
    : QWidget(parent), lane_(std::move(lane)), list_(new QListWidget(this)), menu_(new QMenu(this)), add_(new QPushButton(this)),
      up_(smallButton(this, "up")), down_(smallButton(this, "down")), remove_(smallButton(this, "trash")) {
    list_->setObjectName(QStringLiteral("stages"));
    list_->setItemDelegate(new StageDelegate(list_));
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    list_->setDefaultDropAction(Qt::MoveAction);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setTextElideMode(Qt::ElideRight);
    list_->installEventFilter(this);
    add_->setIcon(icon(QStringLiteral("add")));
    add_->setProperty("role", "quiet");
    add_->setMenu(menu_);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(add_);
    row->addStretch();
    row->addWidget(up_);
    row->addWidget(down_);
    row->addWidget(remove_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(list_, 1);
    column->addLayout(row);
    connect(list_, &QListWidget::currentRowChanged, this, [this](int index) {
        updateButtons();
        if (index >= 0)
            Q_EMIT selected(index);
    });
    connect(list_, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        auto& stage = stages_[std::size_t(item->data(IndexRole).toInt())];
        const bool skip = item->checkState() != Qt::Checked;
        if (stage.skip == skip)
            return;
        stage.skip = skip;
        seconds_.clear();
        Q_EMIT edited();
    });
    connect(list_->model(), &QAbstractItemModel::rowsMoved, this, &StageList::takeOrder);
    connect(menu_, &QMenu::aboutToShow, this, &StageList::fillMenu);
    connect(up_, &QToolButton::clicked, this, [this] { move(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { move(1); });
    connect(remove_, &QToolButton::clicked, this, &StageList::remove);
    retranslate();
}

void StageList::setMethods(const std::vector<MethodSpec>& methods) {
    methods_ = methods;
    rebuild();
}

void StageList::setStages(const std::vector<StageSpec>& stages) {
    stages_ = stages;
    seconds_.clear();
    rebuild();
}

void StageList::setEstimates(const std::vector<StageEstimate>& estimates) {
    seconds_.assign(stages_.size(), 0);
    std::size_t at = 0;
    for (const auto& estimate : estimates) {
        if (estimate.lane != lane_.toStdString())
            continue;
        while (at < stages_.size() && (stages_[at].skip || stages_[at].stage != estimate.stage))
            ++at;
        if (at < stages_.size())
            seconds_[at++] = estimate.seconds;
    }
    rebuild();
}

int StageList::current() const { return list_->currentRow(); }

void StageList::select(int index) {
    list_->setCurrentRow(index);
    if (index < 0)
        list_->clearSelection();
}

QString StageList::title(const StageSpec& stage) const {
    for (const auto& method : methods_)
        if (method.id == stage.stage)
            return shown(method.title);
    return QString::fromStdString(stage.stage);
}

bool StageList::isQuantizer(const std::string& id) const {
    return std::any_of(methods_.begin(), methods_.end(), [&](const MethodSpec& m) { return m.id == id && m.kind == MethodKind::Quantizer; });
}

void StageList::rebuild() {
    const QSignalBlocker quiet(list_);
    const int row = list_->currentRow();
    list_->clear();
    for (std::size_t i = 0; i < stages_.size(); ++i) {
        auto* item = new QListWidgetItem(QStringLiteral("%1  %2").arg(lane_ + QString::number(i + 1), title(stages_[i])), list_);
        item->setFlags((item->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled) & ~Qt::ItemIsDropEnabled);
        item->setCheckState(stages_[i].skip ? Qt::Unchecked : Qt::Checked);
        item->setData(IndexRole, int(i));
        item->setToolTip(title(stages_[i]));
        if (i < seconds_.size() && seconds_[i] > 0)
            item->setData(TimeRole, durationText(seconds_[i]));
        if (stages_[i].skip)
            item->setForeground(theme().color(QStringLiteral("disabled")));
    }
    list_->setCurrentRow(std::min(row, list_->count() - 1));
    updateButtons();
}

void StageList::takeOrder() {
    std::vector<StageSpec> ordered;
    for (int i = 0; i < list_->count(); ++i)
        ordered.push_back(stages_[std::size_t(list_->item(i)->data(IndexRole).toInt())]);
    stages_ = std::move(ordered);
    seconds_.clear();
    // The view still holds the moved row; numbers are redrawn when it is done.
    QMetaObject::invokeMethod(this, [this] { rebuild(); Q_EMIT edited(); }, Qt::QueuedConnection);
}

void StageList::move(int by) {
    const int from = list_->currentRow(), to = from + by;
    if (from < 0 || to < 0 || to >= list_->count())
        return;
    std::swap(stages_[std::size_t(from)], stages_[std::size_t(to)]);
    seconds_.clear();
    rebuild();
    select(to);
    Q_EMIT edited();
}

void StageList::add(const std::string& id) {
    StageSpec stage;
    stage.stage = id;
    // Nothing can follow a quantizer, so what is added goes before it.
    const bool before = !stages_.empty() && isQuantizer(stages_.back().stage) && !isQuantizer(id);
    const auto place = stages_.insert(stages_.end() - (before ? 1 : 0), stage);
    const int row = int(place - stages_.begin());
    seconds_.clear();
    rebuild();
    Q_EMIT edited();
    select(row);
}

void StageList::remove() {
    const int row = list_->currentRow();
    if (row < 0)
        return;
    stages_.erase(stages_.begin() + row);
    seconds_.clear();
    rebuild();
    Q_EMIT edited();
    Q_EMIT selected(list_->currentRow());
}

void StageList::fillMenu() {
    menu_->clear();
    menu_->setToolTipsVisible(true);
    for (const auto& method : methods_) {
        if (method.strategies.find(lane_.toStdString()) == std::string::npos)
            continue;
        QAction* action = menu_->addAction(shown(method.title));
        action->setToolTip(shown(method.summary));
        connect(action, &QAction::triggered, this, [this, id = method.id] { add(id); });
    }
    if (menu_->isEmpty())
        menu_->addAction(tr("The engine is still loading"))->setEnabled(false);
}

void StageList::updateButtons() {
    const int row = list_->currentRow();
    up_->setEnabled(row > 0);
    down_->setEnabled(row >= 0 && row + 1 < list_->count());
    remove_->setEnabled(row >= 0);
}

bool StageList::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool alt = key->modifiers() == Qt::AltModifier;
        if (alt && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            move(key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
        if (key->key() == Qt::Key_Delete) {
            remove();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void StageList::retranslate() {
    const auto name = [](QWidget* widget, const QString& text) {
        widget->setToolTip(text);
        widget->setAccessibleName(text);
    };
    add_->setText(tr("Add stage"));
    add_->setAccessibleName(tr("Add stage"));
    name(up_, tr("Earlier (Alt+Up)"));
    name(down_, tr("Later (Alt+Down)"));
    name(remove_, tr("Remove the stage"));
    list_->setAccessibleName(tr("Stages of strategy %1 in their order").arg(lane_));
    rebuild();
}

void StageList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
