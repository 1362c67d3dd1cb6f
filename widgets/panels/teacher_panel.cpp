// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/teacher_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/keychain.h"
#include "widgets/models/tensor_table.h"
#include "widgets/panels/endpoint_page.h"
#include "widgets/panels/layer_view.h"
#include "widgets/panels/teacher_probe.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

const QString kTag = QStringLiteral("teacher.inspect");
const QString kRecent = QStringLiteral("teacher/recent");
constexpr qsizetype kMostRecent = 8;
constexpr int kFactsPerRow = 4;

} // namespace

TeacherPanel::TeacherPanel(Session& session, QWidget* parent, std::shared_ptr<Keychain> keychain)
    : QWidget(parent), session_(session), keychain_(keychain ? std::move(keychain) : std::make_shared<SystemKeychain>()), pages_(new QStackedWidget(this)), empty_(new EmptyState(QStringLiteral("teacher"), this)),
      page_(new QWidget(this)), title_(new QLabel(this)), path_(new QLabel(this)), note_(new QLabel(this)),
      endpoint_(new EndpointPage(session, *keychain_, this)), open_(new QPushButton(this)), recent_(new QPushButton(this)), remote_(new QPushButton(this)), menu_(new QMenu(this)), facts_(nullptr), factsBox_(new QWidget(this)), tabs_(new QTabWidget(this)),
      layers_(new LayerView(this)), tensors_(new TensorTable(this)), table_(new QTableView(this)), probe_(new TeacherProbe(session, this)),
      errors_(new ErrorBar(this)) {
    setObjectName(QStringLiteral("teacher"));
    setAcceptDrops(true);
    title_->setProperty("type", "title");
    path_->setProperty("type", "code");
    path_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    note_->setProperty("type", "caption");
    note_->setWordWrap(true);
    recent_->setMenu(menu_);
    table_->setModel(tensors_);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSortingEnabled(true);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(26);
    table_->horizontalHeader()->setSectionResizeMode(TensorTable::Name, QHeaderView::Stretch);
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table_->horizontalHeader()->setSortIndicatorClearable(true);
    makeLayout();
    connectAll();
    retranslate();
    followExperiment();
}

void TeacherPanel::makeLayout() {
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(title_);
    names->addWidget(path_);
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addLayout(names, 1);
    head->addWidget(remote_, 0, Qt::AlignTop);
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
    leftColumn->setContentsMargins(0, 0, 0, 0);
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
    auto* column = new QVBoxLayout(page_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kPadding);
    column->addLayout(head);
    column->addWidget(body, 1);
    pages_->addWidget(empty_);
    pages_->addWidget(page_);
    pages_->addWidget(endpoint_);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    outer->setSpacing(kGap);
    outer->addWidget(errors_);
    outer->addWidget(pages_, 1);
}

void TeacherPanel::connectAll() {
    connect(open_, &QPushButton::clicked, this, &TeacherPanel::choose);
    connect(remote_, &QPushButton::clicked, this, [this] { pages_->setCurrentWidget(endpoint_); });
    connect(endpoint_, &EndpointPage::folderWanted, this, &TeacherPanel::choose);
    connect(endpoint_, &EndpointPage::left, this, [this] { pages_->setCurrentWidget(info_.parameters > 0 ? page_ : empty_); });
    connect(menu_, &QMenu::aboutToShow, this, &TeacherPanel::fillRecent);
    connect(&session_, &Session::projectChanged, this, [this] {
        info_ = {};
        wanted_.clear();
        followExperiment();
    });
    connect(&session_, &Session::experimentChanged, this, &TeacherPanel::followExperiment);
    connect(&session_, &Session::inspected, this, [this](const QString& tag, const ModelInfo& info) {
        if (tag == kTag)
            inspected(info);
    });
    connect(&session_, &Session::requestFailed, this, [this](const QString& tag, const Error& error) {
        if (tag != kTag)
            return;
        adopting_ = false;
        empty_->setBusy(false);
        errors_->showError(error);
    });
}

void TeacherPanel::choose() {
    const QString start = wanted_.isEmpty() ? QString::fromStdString(session_.projectFolder()) : QFileInfo(wanted_).absolutePath();
    const QString path = QFileDialog::getExistingDirectory(this, tr("Choose a model folder"), start);
    if (!path.isEmpty())
        openFolder(path);
}

void TeacherPanel::openFolder(const QString& path) {
    wanted_ = path;
    adopting_ = true;
    errors_->dismiss();
    empty_->setBusy(true);
    Q_EMIT session_.inspectRequested(kTag, path);
}

void TeacherPanel::followExperiment() {
    const auto& teachers = session_.experiment().teachers;
    const QString path = teachers.empty() ? QString() : QString::fromStdString(teachers.front().path);
    retranslate();
    endpoint_->follow();
    if (!teachers.empty() && teachers.front().isRemote()) {
        wanted_.clear(); // a folder that was shown before may come back
        pages_->setCurrentWidget(endpoint_);
    } else if (path.isEmpty()) {
        pages_->setCurrentWidget(empty_);
    } else if (path != wanted_) {
        wanted_ = path;
        empty_->setBusy(true);
        Q_EMIT session_.inspectRequested(kTag, path);
    }
}

void TeacherPanel::inspected(const ModelInfo& info) {
    info_ = info;
    if (info_.path.empty())
        info_.path = wanted_.toStdString();
    empty_->setBusy(false);
    errors_->dismiss();
    layers_->setModel(info_);
    tensors_->setTensors(info_.tensors);
    probe_->setModel(wanted_);
    pages_->setCurrentWidget(page_);
    if (adopting_)
        adopt();
    retranslate();
}

void TeacherPanel::adopt() {
    adopting_ = false;
    QSettings settings;
    QStringList recent = settings.value(kRecent).toStringList();
    recent.removeAll(wanted_);
    recent.prepend(wanted_);
    settings.setValue(kRecent, QStringList(recent.mid(0, kMostRecent)));
    if (session_.projectFolder().empty())
        return;
    Experiment experiment = session_.experiment();
    if (experiment.teachers.empty())
        experiment.teachers.emplace_back();
    if (experiment.teachers.front().path == wanted_.toStdString())
        return;
    experiment.teachers.front().path = wanted_.toStdString();
    experiment.teachers.front().remote = {};
    session_.setExperiment(std::move(experiment), this);
}

void TeacherPanel::fillRecent() {
    menu_->clear();
    const QStringList paths = QSettings().value(kRecent).toStringList();
    for (const QString& path : paths)
        connect(menu_->addAction(QDir::toNativeSeparators(path)), &QAction::triggered, this, [this, path] { openFolder(path); });
    if (paths.isEmpty())
        menu_->addAction(tr("No folder was opened yet"))->setEnabled(false);
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
        {tr("Precision"), QString::fromStdString(info_.precision)},
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
    if (session_.experiment().teachers.size() > 1)
        notes << tr("More teachers listed in the experiment: %1.").arg(session_.experiment().teachers.size() - 1);
    note_->setText(notes.join(u' '));
    note_->setVisible(!notes.isEmpty());
}

void TeacherPanel::retranslate() {
    empty_->setTitle(tr("No teacher yet"));
    empty_->setText(tr("Open a Hugging Face folder with config.json, model.safetensors and tokenizer.json, or drop it here."));
    empty_->setAction(tr("Open a model folder…"), [this] { choose(); });
    empty_->setSecondAction(tr("Use an endpoint…"), [this] { pages_->setCurrentWidget(endpoint_); });
    remote_->setText(tr("Use an endpoint…"));
    open_->setText(tr("Open a model folder…"));
    recent_->setText(tr("Recent"));
    recent_->setAccessibleName(tr("Recently opened model folders"));
    title_->setText(info_.parameters > 0 ? tr("Teacher: %1").arg(QFileInfo(wanted_).fileName()) : tr("Teacher"));
    path_->setText(info_.architecture.empty() ? wanted_ : QString::fromStdString(info_.architecture) + QStringLiteral("  ·  ") + wanted_);
    tabs_->setTabText(0, tr("Architecture"));
    tabs_->setTabText(1, tr("Tensors (%1)").arg(info_.tensors.size()));
    table_->setAccessibleName(tr("Tensors"));
    Q_EMIT tensors_->headerDataChanged(Qt::Horizontal, 0, TensorTable::ColumnCount - 1);
    showFacts();
}

void TeacherPanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && QFileInfo(event->mimeData()->urls().front().toLocalFile()).isDir())
        event->acceptProposedAction();
}

void TeacherPanel::dropEvent(QDropEvent* event) {
    openFolder(event->mimeData()->urls().front().toLocalFile());
    event->acceptProposedAction();
}

void TeacherPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
