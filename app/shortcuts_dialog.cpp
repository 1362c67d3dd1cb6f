// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shortcuts_dialog.h"

#include "widgets/command_palette.h"
#include "widgets/theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace stillhouse::app {

using namespace widgets;

namespace {

struct PageKeys {
    QString group;
    std::vector<std::pair<QString, QString>> keys; // key, what it does
};

// No actions: a page, a plot or a list that has the focus takes them.
std::vector<PageKeys> pageKeys() {
    return {
        {ShortcutsDialog::tr("Everywhere"),
         {{ShortcutsDialog::tr("Space"), ShortcutsDialog::tr("Pause or resume the run")}, {QStringLiteral("Esc"), ShortcutsDialog::tr("Back to the page before")}, {QStringLiteral("Tab"), ShortcutsDialog::tr("To the next control")}}},
        {ShortcutsDialog::tr("Data"),
         {{QStringLiteral("1 … 9"), ShortcutsDialog::tr("Label the selected row")},
          {QStringLiteral("0"), ShortcutsDialog::tr("Remove the label")},
          {ShortcutsDialog::tr("Enter"), ShortcutsDialog::tr("Take the teacher's suggestion")},
          {QStringLiteral("F"), ShortcutsDialog::tr("Flag the example")},
          {QStringLiteral("S"), ShortcutsDialog::tr("Skip the example")},
          {QStringLiteral("Ctrl+Z, Ctrl+Y"), ShortcutsDialog::tr("Undo and redo, as far as you like")},
          {QStringLiteral("Ctrl+F"), ShortcutsDialog::tr("Search")}}},
        {ShortcutsDialog::tr("Comparing answers"),
         {{QStringLiteral("← →"), ShortcutsDialog::tr("This answer is better")},
          {QStringLiteral("T, ↓"), ShortcutsDialog::tr("Both are as good")},
          {QStringLiteral("S"), ShortcutsDialog::tr("Skip the pair")},
          {QStringLiteral("E, Shift+E"), ShortcutsDialog::tr("Edit the left or the right answer")}}},
        {ShortcutsDialog::tr("Pruning map"),
         {{QStringLiteral("K"), ShortcutsDialog::tr("Keep the selected heads")}, {QStringLiteral("X"), ShortcutsDialog::tr("Remove the selected heads")}, {QStringLiteral("F"), ShortcutsDialog::tr("Free the selected heads")}}},
        {ShortcutsDialog::tr("Demo"),
         {{QStringLiteral("Ctrl+Enter"), ShortcutsDialog::tr("Ask every version")}, {QStringLiteral("N"), ShortcutsDialog::tr("The next example, in the presentation")}}},
        {ShortcutsDialog::tr("Plots"), {{QStringLiteral("L"), ShortcutsDialog::tr("Logarithmic axis on and off")}, {ShortcutsDialog::tr("Double click"), ShortcutsDialog::tr("Fit to the data")}}},
    };
}

QTreeWidgetItem* addGroup(QTreeWidget* list, const QString& title) {
    auto* group = new QTreeWidgetItem(list, {title});
    group->setFlags(Qt::ItemIsEnabled);
    QFont font = list->font();
    font.setWeight(QFont::DemiBold);
    group->setFont(0, font);
    group->setFirstColumnSpanned(true);
    return group;
}

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& sequence : action.shortcuts())
        keys << sequence.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget* window) : QDialog(window), search_(new QLineEdit(this)), list_(new QTreeWidget(this)) {
    setObjectName(QStringLiteral("shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(600, 640);
    search_->setPlaceholderText(tr("Search an action or a key"));
    search_->setAccessibleName(search_->placeholderText());
    search_->setClearButtonEnabled(true);
    list_->setColumnCount(2);
    list_->setHeaderLabels({tr("Action"), tr("Keys")});
    list_->setAccessibleName(tr("Every action and its keys"));
    list_->setRootIsDecorated(false);
    list_->setItemsExpandable(false);
    list_->setIndentation(kPadding);
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(kGap);
    column->addWidget(search_);
    column->addWidget(list_, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(search_, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    fill(window);
    search_->setFocus();
}

void ShortcutsDialog::fill(QWidget* window) {
    auto actions = windowActions(window);
    std::stable_sort(actions.begin(), actions.end(), [](const QAction* a, const QAction* b) { return a->shortcut().isEmpty() < b->shortcut().isEmpty(); });
    QTreeWidgetItem *withKeys = nullptr, *without = nullptr;
    for (const QAction* action : actions) {
        const QString keys = keysOf(*action);
        auto*& group = keys.isEmpty() ? without : withKeys;
        if (!group)
            group = addGroup(list_, keys.isEmpty() ? tr("Without a key of their own: Ctrl+K finds them") : tr("Anywhere in the window"));
        auto* line = new QTreeWidgetItem(group, {commandText(*action), keys});
        line->setIcon(0, action->icon());
        line->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    }
    int place = withKeys ? 1 : 0;
    for (const auto& page : pageKeys()) {
        auto* group = addGroup(list_, page.group);
        for (const auto& [key, meaning] : page.keys)
            new QTreeWidgetItem(group, {meaning, key});
        list_->insertTopLevelItem(place++, list_->takeTopLevelItem(list_->indexOfTopLevelItem(group)));
        group->setFirstColumnSpanned(true); // forgotten when it was taken out
    }
    list_->expandAll();
}

void ShortcutsDialog::filter() {
    const QString words = search_->text().trimmed();
    for (int g = 0; g < list_->topLevelItemCount(); ++g) {
        auto* group = list_->topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            auto* line = group->child(i);
            const bool hit = line->text(0).contains(words, Qt::CaseInsensitive) || line->text(1).contains(words, Qt::CaseInsensitive);
            line->setHidden(!hit);
            any = any || hit;
        }
        group->setHidden(!any);
    }
}

} // namespace stillhouse::app
