// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/command_palette.h"

#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr int kWidth = 560, kLine = 32, kMaxLines = 11;
enum CommandRole { ShortcutRole = Qt::UserRole, IndexRole, HintRole };

// Name on the left, why-not or shortcut in grey on the right.
class LineDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, kLine}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        const QString hint = index.data(HintRole).toString();
        const QString right = hint.isEmpty() ? index.data(ShortcutRole).toString() : hint;
        const int start = option.rect.left() + 48 + option.fontMetrics.horizontalAdvance(index.data().toString());
        const QRect rect = option.rect.adjusted(0, 0, -12, 0);
        painter->setPen(theme().color(QStringLiteral("muted")));
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(right, Qt::ElideRight, std::max(0, rect.right() - start)));
    }
};

} // namespace

QString commandText(const QAction& action) {
    QString text = action.text();
    text.remove(u'&');
    if (text.endsWith(u'…'))
        text.chop(1);
    return text;
}

std::vector<QAction*> windowActions(const QWidget* window) {
    std::vector<QAction*> found;
    QStringList seen;
    for (QAction* action : window->findChildren<QAction*>()) {
        const QString text = commandText(*action);
        if (text.isEmpty() || action->isSeparator() || action->menu() || !action->isVisible() || seen.contains(text) ||
            action->property("palette").toString() == QLatin1String("no"))
            continue;
        seen << text;
        found.push_back(action);
    }
    return found;
}

int fuzzyScore(const QString& query, const QString& text) {
    int score = 0, run = 0;
    qsizetype at = 0;
    for (const QChar wanted : query.toCaseFolded()) {
        if (wanted.isSpace())
            continue;
        qsizetype found = at;
        while (found < text.size() && text[found].toCaseFolded() != wanted)
            ++found;
        if (found == text.size())
            return -1;
        run = found == at && at > 0 ? run + 1 : 0;
        const bool wordStart = found == 0 || !text[found - 1].isLetterOrNumber();
        score += 2 + 3 * run + (wordStart ? 8 : 0);
        at = found + 1;
    }
    return query.trimmed().isEmpty() ? 0 : 1000 + score * 10 - int(std::min<qsizetype>(text.size(), 100));
}

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window), input_(new QLineEdit(this)), list_(new QListWidget(this)), none_(new QLabel(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    setProperty("role", "palette");
    setFocusProxy(input_);
    input_->setProperty("role", "palette");
    list_->setItemDelegate(new LineDelegate(list_));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setUniformItemSizes(true);
    list_->setIconSize({18, 18});
    none_->setProperty("type", "muted");
    none_->setAlignment(Qt::AlignCenter);
    none_->setMinimumHeight(kLine);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kGap, kGap, kGap, kGap);
    column->setSpacing(4);
    column->addWidget(input_);
    column->addWidget(list_);
    column->addWidget(none_);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(32);
    shadow->setOffset(0, 8);
    shadow->setColor(QColor(0, 0, 0, 70));
    setGraphicsEffect(shadow);
    connect(input_, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(input_, &QLineEdit::returnPressed, this, &CommandPalette::trigger);
    connect(list_, &QListWidget::itemClicked, this, &CommandPalette::trigger);
    input_->installEventFilter(this);
    window->installEventFilter(this);
    retranslate();
    hide();
}

void CommandPalette::open() {
    before_ = QApplication::focusWidget();
    collect();
    input_->clear();
    filter();
    show();
    raise();
    input_->setFocus(Qt::ShortcutFocusReason);
}

QStringList CommandPalette::shownTexts() const {
    QStringList texts;
    for (int i = 0; i < list_->count(); ++i)
        texts << list_->item(i)->text();
    return texts;
}

void CommandPalette::collect() {
    const auto found = windowActions(parentWidget());
    actions_.assign(found.begin(), found.end());
}

void CommandPalette::filter() {
    std::vector<std::pair<int, std::size_t>> hits;
    for (std::size_t i = 0; i < actions_.size(); ++i)
        if (const QAction* action = actions_[i]) {
            const int score = fuzzyScore(input_->text(), commandText(*action));
            if (score >= 0)
                hits.emplace_back(score - (action->isEnabled() ? 0 : 500), i);
        }
    std::stable_sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    list_->clear();
    for (const auto& [score, index] : hits) {
        const QAction& action = *actions_[index];
        auto* item = new QListWidgetItem(action.icon(), commandText(action), list_);
        item->setData(ShortcutRole, action.shortcut().toString(QKeySequence::NativeText));
        item->setData(IndexRole, int(index));
        if (!action.isEnabled()) {
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
            item->setData(HintRole, action.toolTip() == commandText(action) ? QString() : action.toolTip());
        }
    }
    list_->setCurrentRow(0);
    list_->setVisible(!hits.empty());
    none_->setVisible(hits.empty());
    place();
}

void CommandPalette::trigger() {
    const QListWidgetItem* item = list_->currentItem();
    if (!item || !(item->flags() & Qt::ItemIsEnabled))
        return;
    const QPointer<QAction> action = actions_[std::size_t(item->data(IndexRole).toInt())];
    dismiss();
    if (action)
        action->trigger();
}

void CommandPalette::dismiss() {
    hide();
    if (before_)
        before_->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::place() {
    const int lines = std::clamp(list_->count(), 1, kMaxLines);
    list_->setFixedHeight(lines * kLine + 2);
    const int width = std::min(kWidth, parentWidget()->width() - 2 * kPadding);
    resize(width, input_->sizeHint().height() + lines * kLine + 30);
    move((parentWidget()->width() - width) / 2, 64);
}

bool CommandPalette::eventFilter(QObject* object, QEvent* event) {
    if (object == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (object != input_)
        return QFrame::eventFilter(object, event);
    if (event->type() == QEvent::FocusOut)
        hide();
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept(); // Esc closes the palette and nothing behind it
    if (event->type() != QEvent::KeyPress)
        return false;
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QApplication::sendEvent(list_, event);
        return true;
    default:
        return false;
    }
}

void CommandPalette::retranslate() {
    setAccessibleName(tr("Command palette"));
    input_->setPlaceholderText(tr("Search every action"));
    input_->setAccessibleName(tr("Search every action"));
    list_->setAccessibleName(tr("Actions found"));
    none_->setText(tr("No action has these letters in this order"));
}

void CommandPalette::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace stillhouse::widgets
