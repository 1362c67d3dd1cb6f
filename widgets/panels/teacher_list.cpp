// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/teacher_list.h"

#include "core/api/store.h"
#include "widgets/icons.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr int kRowHeight = 36, kMostRows = 4;

// Whose tokens the student speaks: its own folder's, or those of the first teacher on this machine.
std::string studentFolder(const Experiment& experiment) {
    if (!experiment.student.path.empty())
        return experiment.student.path;
    const auto* teacher = experiment.localTeacher();
    return teacher ? teacher->path : std::string();
}

} // namespace

QString TeacherList::nameOf(const TeacherSpec& teacher) {
    return teacher.isRemote() ? QString::fromStdString(teacher.remote.model) : QFileInfo(QString::fromStdString(teacher.path)).fileName();
}

TeacherList::TeacherList(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel(this)), hint_(new QLabel(this)), table_(new QTableWidget(this)),
      addFolder_(new QPushButton(this)), addEndpoint_(new QPushButton(this)) {
    title_->setProperty("type", "section");
    hint_->setProperty("type", "caption");
    hint_->setWordWrap(true);
    addFolder_->setObjectName(QStringLiteral("addTeacherFolder"));
    addEndpoint_->setObjectName(QStringLiteral("addTeacherEndpoint"));
    makeTable();
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(title_);
    head->addStretch();
    head->addWidget(addFolder_);
    head->addWidget(addEndpoint_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(head);
    column->addWidget(table_);
    column->addWidget(hint_);
    connect(addFolder_, &QPushButton::clicked, this, &TeacherList::addFolderRequested);
    connect(addEndpoint_, &QPushButton::clicked, this, &TeacherList::addEndpointRequested);
    connect(table_, &QTableWidget::currentCellChanged, this, [this](int row) {
        if (row < 0 || row == current_)
            return;
        current_ = row;
        Q_EMIT chosen(row);
    });
    connect(&session_, &Session::experimentChanged, this, &TeacherList::follow);
    connect(&session_, &Session::projectChanged, this, &TeacherList::loadSources);
    connect(&session_, &Session::storeChanged, this, &TeacherList::loadSources);
    retranslate();
    follow();
    loadSources();
}

void TeacherList::makeTable() {
    table_->setObjectName(QStringLiteral("teacherTable"));
    table_->setColumnCount(ColumnCount);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(kRowHeight);
    auto* header = table_->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(Name, QHeaderView::Stretch);
    table_->setColumnWidth(Weight, 96);
    table_->setColumnWidth(Sources, 176);
    table_->setColumnWidth(Tokens, 208);
    table_->setColumnWidth(Remove, 40);
}

void TeacherList::select(int index) {
    current_ = std::clamp(index, -1, int(teachers_.size()) - 1);
    const QSignalBlocker block(table_);
    table_->setCurrentCell(current_, Name);
}

// Rows are made anew only when something in them changed: a field that is being typed into keeps the focus.
void TeacherList::follow() {
    const auto& now = session_.experiment().teachers;
    const auto same = [](const TeacherSpec& a, const TeacherSpec& b) {
        return a.path == b.path && a.weight == b.weight && a.sources == b.sources && a.remote == b.remote;
    };
    if (!std::equal(now.begin(), now.end(), teachers_.begin(), teachers_.end(), same)) {
        teachers_ = now;
        rebuild();
    }
    compareTokens();
}

void TeacherList::rebuild() {
    const QSignalBlocker block(table_);
    agreements_.resize(teachers_.size());
    table_->setRowCount(int(teachers_.size()));
    for (int row = 0; row < table_->rowCount(); ++row)
        fillRow(row);
    current_ = teachers_.empty() ? -1 : std::clamp(current_, 0, int(teachers_.size()) - 1);
    table_->setCurrentCell(current_, Name);
    const int rows = std::clamp(int(teachers_.size()), 1, kMostRows);
    table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() + rows * kRowHeight + 2 * table_->frameWidth());
    hint_->setVisible(teachers_.size() > 1);
}

void TeacherList::fillRow(int row) {
    const auto& teacher = teachers_[std::size_t(row)];
    auto* name = new QTableWidgetItem(nameOf(teacher));
    name->setToolTip(QString::fromStdString(teacher.isRemote() ? teacher.remote.endpoint : teacher.path));
    name->setIcon(icon(teacher.isRemote() ? QStringLiteral("teacher") : QStringLiteral("folder")));
    table_->setItem(row, Name, name);
    table_->setItem(row, Tokens, new QTableWidgetItem(tokensText(row)));
    table_->setCellWidget(row, Weight, weightField(row));
    table_->setCellWidget(row, Sources, sourceButton(row));
    table_->setCellWidget(row, Remove, removeButton(row));
}

void TeacherList::change(const std::function<void(Experiment&)>& edit) {
    Experiment experiment = session_.experiment();
    edit(experiment);
    session_.setExperiment(std::move(experiment), this);
}

// The menu stays open only until the row is made anew, so that happens when it is closed.
void TeacherList::setSource(int row, const std::string& source, bool on) {
    auto sources = session_.experiment().teachers[std::size_t(row)].sources;
    std::erase(sources, source);
    if (on)
        sources.push_back(source);
    std::sort(sources.begin(), sources.end());
    QMetaObject::invokeMethod(this, [this, row, sources] { change([&](Experiment& e) { e.teachers.at(std::size_t(row)).sources = sources; }); }, Qt::QueuedConnection);
}

void TeacherList::remove(int row) {
    const int next = std::min(row, int(teachers_.size()) - 2);
    QMetaObject::invokeMethod(this, [this, row, next] {
        current_ = next;
        change([row](Experiment& e) { e.teachers.erase(e.teachers.begin() + row); });
        Q_EMIT chosen(next);
    }, Qt::QueuedConnection); // the button that was clicked goes with its row
}

void TeacherList::loadSources() {
    if (session_.projectFolder().empty())
        return;
    using Counts = std::map<std::string, std::int64_t>;
    session_.query<Counts>(
        this, QStringLiteral("teacherSources"),
        [](Store& store) -> Result<Counts> {
            const auto sets = store.datasets();
            if (!sets)
                return sets.error();
            return sets->empty() ? Result<Counts>(Counts{}) : store.sourceCounts(sets->back().id);
        },
        [this](Result<Counts> counts) {
            if (!counts || *counts == sources_)
                return;
            sources_ = std::move(*counts);
            rebuild();
        });
}

// Tokenizers are files of some megabytes: they are read on the reader's thread, and only when a path changed.
void TeacherList::compareTokens() {
    const std::string student = studentFolder(session_.experiment());
    std::vector<std::string> paths;
    std::string key = student;
    for (const auto& teacher : teachers_) {
        paths.push_back(teacher.isRemote() ? std::string() : teacher.path);
        key += "\n" + paths.back();
    }
    if (key == compared_ || session_.projectFolder().empty())
        return;
    compared_ = key;
    agreements_.assign(teachers_.size(), std::nullopt);
    using Agreements = std::vector<std::optional<Result<TokenAgreement>>>;
    session_.query<Agreements>(
        this, QStringLiteral("teacherTokens"),
        [paths, student](Store&) {
            Agreements out;
            for (const auto& path : paths)
                out.push_back(path.empty() || student.empty() ? std::nullopt : std::optional(compareTokenizers(path, student)));
            return Result<Agreements>(std::move(out));
        },
        [this](Result<Agreements> found) {
            if (!found || found->size() != teachers_.size())
                return;
            agreements_ = std::move(*found);
            for (int row = 0; row < table_->rowCount(); ++row)
                if (auto* item = table_->item(row, Tokens))
                    item->setText(tokensText(row));
        });
}

void TeacherList::retranslate() {
    title_->setText(tr("Teachers of the experiment"));
    addFolder_->setText(tr("Add folder…"));
    addEndpoint_->setText(tr("Add endpoint…"));
    hint_->setText(tr("A source goes to the teachers that name it, every other one to those that name none. How weights are used is an option of the stage “Soft targets”."));
    table_->setHorizontalHeaderLabels({tr("Teacher"), tr("Weight"), tr("Sources"), tr("Tokens"), QString()});
    table_->setAccessibleName(title_->text());
    rebuild();
}

void TeacherList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
