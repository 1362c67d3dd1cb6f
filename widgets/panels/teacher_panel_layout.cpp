// SPDX-License-Identifier: GPL-3.0-or-later
// How the Teacher panel is laid out, and what it says.
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/models/tensor_table.h"
#include "widgets/panels/endpoint_page.h"
#include "widgets/panels/layer_view.h"
#include "widgets/panels/teacher_list.h"
#include "widgets/panels/teacher_panel.h"
#include "widgets/panels/teacher_probe.h"
#include "widgets/session.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr int kFactsPerRow = 4;

} // namespace

void TeacherPanel::makeLayout() {
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(title_);
    names->addWidget(path_);
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addLayout(names, 1);
    head->addWidget(recent_, 0, Qt::AlignTop);
    head->addWidget(open_, 0, Qt::AlignTop);
    facts_ = new QGridLayout(factsBox_);
    facts_->setContentsMargins(0, 0, 0, 0);
    facts_->setHorizontalSpacing(kGroupGap);
    facts_->setVerticalSpacing(2);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setWidget(layers_);
    tabs_->addTab(area, {});
    tabs_->addTab(table_, {});
    tabs_->setDocumentMode(true);
    probe_->setMinimumWidth(280);
    auto* left = new QWidget;
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, kPadding, 0);
    leftColumn->setSpacing(kPadding);
    leftColumn->addWidget(factsBox_);
    leftColumn->addWidget(note_);
    leftColumn->addWidget(tabs_, 1);
    auto* body = new QSplitter(Qt::Horizontal);
    body->addWidget(left);
    body->addWidget(probe_);
    body->setStretchFactor(0, 1);
    body->setStretchFactor(1, 0);
    body->setSizes({760, 320});
    body->setChildrenCollapsible(false);
    body_->addWidget(body);
    body_->addWidget(endpoint_);
    auto* column = new QVBoxLayout(page_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kPadding);
    column->addWidget(list_);
    column->addLayout(head);
    column->addWidget(body_, 1);
    pages_->addWidget(empty_);
    pages_->addWidget(page_);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    outer->setSpacing(kGap);
    outer->addWidget(errors_);
    outer->addWidget(pages_, 1);
}

void TeacherPanel::showFacts() {
    while (QLayoutItem* item = facts_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QLocale locale;
    const auto number = [&](std::int64_t value) { return locale.toString(qlonglong(value)); };
    const std::pair<QString, QString> facts[] = {
        {tr("Parameters"), number(info_.parameters)},
        {tr("Size on disk"), locale.formattedDataSize(info_.bytes)},
        {tr("Precision"), precisionName(info_.precision)},
        {tr("Tokenizer"), QString::fromStdString(info_.tokenizer)},
        {tr("Layers × width"), tr("%1 × %2").arg(info_.layers).arg(info_.hidden)},
        {tr("Heads (key/value)"), tr("%1 (%2)").arg(info_.heads).arg(info_.kvHeads)},
        {tr("Vocabulary"), tr("%1 tokens").arg(number(info_.vocab))},
        {tr("Context"), tr("%1 tokens").arg(number(info_.context))}};
    int at = 0;
    for (const auto& [name, value] : facts) {
        auto* caption = new QLabel(name, factsBox_);
        caption->setProperty("type", "caption");
        caption->setContentsMargins(0, at < kFactsPerRow ? 0 : kGap, 0, 0);
        auto* text = new QLabel(value.isEmpty() ? QStringLiteral("–") : value, factsBox_);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        facts_->addWidget(caption, 2 * (at / kFactsPerRow), at % kFactsPerRow);
        facts_->addWidget(text, 2 * (at / kFactsPerRow) + 1, at % kFactsPerRow);
        ++at;
    }
    for (int column = 0; column < kFactsPerRow; ++column)
        facts_->setColumnStretch(column, 1);
    QStringList notes;
    if (info_.flopsPerToken > 0)
        notes << tr("%1 million floating-point operations per token.").arg(locale.toString(info_.flopsPerToken / 1e6, 'f', 1));
    if (info_.tied)
        notes << tr("Output and embedding share one matrix.");
    note_->setText(notes.join(u' '));
    note_->setVisible(!notes.isEmpty());
}

void TeacherPanel::retranslate() {
    empty_->setTitle(tr("No teacher yet"));
    empty_->setText(tr("Open a Hugging Face folder with config.json, model.safetensors and tokenizer.json, or drop it here."));
    empty_->setAction(tr("Open a model folder…"), [this] { choose(false); });
    empty_->setSecondAction(tr("Use an endpoint…"), [this] { addEndpoint(); });
    const bool several = session_.experiment().teachers.size() > 1;
    open_->setText(several ? tr("Replace by a folder…") : tr("Open a model folder…"));
    recent_->setText(tr("Recent"));
    recent_->setAccessibleName(tr("Recently opened model folders"));
    const auto* teacher = selected();
    if (teacher && teacher->isRemote()) {
        title_->setText(tr("Teacher: %1").arg(QString::fromStdString(teacher->remote.model)));
        path_->setText(QString::fromStdString(teacher->remote.endpoint));
        return;
    }
    title_->setText(info_.parameters > 0 ? tr("Teacher: %1").arg(QFileInfo(wanted_).fileName()) : tr("Teacher"));
    path_->setText(info_.architecture.empty() ? wanted_ : QString::fromStdString(info_.architecture) + QStringLiteral("  ·  ") + wanted_);
    tabs_->setTabText(0, tr("Architecture"));
    tabs_->setTabText(1, tr("Tensors (%1)").arg(info_.tensors.size()));
    table_->setAccessibleName(tr("Tensors"));
    Q_EMIT tensors_->headerDataChanged(Qt::Horizontal, 0, TensorTable::ColumnCount - 1);
    showFacts();
}

} // namespace stillhouse::widgets
