// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/teacher_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/keychain.h"
#include "widgets/models/tensor_table.h"
#include "widgets/panels/endpoint_page.h"
#include "widgets/panels/layer_view.h"
#include "widgets/panels/teacher_list.h"
#include "widgets/panels/teacher_probe.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>

namespace stillhouse::widgets {

namespace {

const QString kInspectTag = QStringLiteral("teacher.inspect");
const QString kRecent = QStringLiteral("teacher/recent");
constexpr qsizetype kMostRecent = 8;

} // namespace

TeacherPanel::TeacherPanel(Session& session, QWidget* parent, std::shared_ptr<Keychain> keychain)
    : QWidget(parent), session_(session), keychain_(keychain ? std::move(keychain) : std::make_shared<SystemKeychain>()), pages_(new QStackedWidget(this)), empty_(new EmptyState(QStringLiteral("teacher"), this)),
      page_(new QWidget(this)), body_(new QStackedWidget(this)), list_(new TeacherList(session, this)), title_(new QLabel(this)), path_(new QLabel(this)), note_(new QLabel(this)),
      endpoint_(new EndpointPage(session, *keychain_, this)), open_(new QPushButton(this)),
      recent_(new QPushButton(this)), menu_(new QMenu(this)), facts_(nullptr), factsBox_(new QWidget(this)), tabs_(new QTabWidget(this)),
      layers_(new LayerView(this)), tensors_(new TensorTable(this)), table_(new QTableView(this)), probe_(new TeacherProbe(session, this)),
      errors_(new ErrorBar(this)) {
    setObjectName(QStringLiteral("teacher"));
    setAcceptDrops(true);
    probe_->setObjectName(QStringLiteral("teacherProbe"));
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

void TeacherPanel::connectAll() {
    connect(open_, &QPushButton::clicked, this, [this] { choose(false); });
    connect(list_, &TeacherList::chosen, this, &TeacherPanel::followExperiment);
    connect(list_, &TeacherList::addFolderRequested, this, [this] { choose(true); });
    connect(list_, &TeacherList::addEndpointRequested, this, &TeacherPanel::addEndpoint);
    connect(endpoint_, &EndpointPage::left, this, &TeacherPanel::followExperiment);
    connect(endpoint_, &EndpointPage::adopted, this, [this](int index) {
        list_->select(index);
        followExperiment();
    });
    connect(menu_, &QMenu::aboutToShow, this, &TeacherPanel::fillRecent);
    connect(&session_, &Session::projectChanged, this, [this] {
        info_ = {};
        wanted_.clear();
        followExperiment();
    });
    connect(&session_, &Session::experimentChanged, this, &TeacherPanel::followExperiment);
    connect(&session_, &Session::inspected, this, [this](const QString& tag, const ModelInfo& info) {
        if (tag == kInspectTag)
            inspected(info);
    });
    connect(&session_, &Session::requestFailed, this, [this](const QString& tag, const Error& error) {
        if (tag != kInspectTag)
            return;
        adopting_ = false;
        empty_->setBusy(false);
        errors_->showError(error);
    });
}

void TeacherPanel::choose(bool add) {
    const QString start = wanted_.isEmpty() ? QString::fromStdString(session_.projectFolder()) : QFileInfo(wanted_).absolutePath();
    const QString path = QFileDialog::getExistingDirectory(this, tr("Choose a model folder"), start);
    if (path.isEmpty())
        return;
    if (add)
        addFolder(path);
    else
        openFolder(path);
}

void TeacherPanel::openFolder(const QString& path) {
    const auto* teacher = selected();
    open(path, teacher ? list_->current() : -1);
}

void TeacherPanel::addFolder(const QString& path) { open(path, -1); }

void TeacherPanel::open(const QString& path, int place) {
    wanted_ = path;
    place_ = place;
    adopting_ = true;
    errors_->dismiss();
    empty_->setBusy(true);
    Q_EMIT session_.inspectRequested(kInspectTag, path);
}

const TeacherSpec* TeacherPanel::selected() const {
    const auto& teachers = session_.experiment().teachers;
    const int index = list_->current();
    return index >= 0 && std::size_t(index) < teachers.size() ? &teachers[std::size_t(index)] : nullptr;
}

void TeacherPanel::addEndpoint() {
    endpoint_->follow(-1);
    pages_->setCurrentWidget(page_);
    body_->setCurrentWidget(endpoint_);
}

void TeacherPanel::followExperiment() {
    const auto* teacher = selected();
    const QString path = teacher ? QString::fromStdString(teacher->path) : QString();
    retranslate();
    if (teacher && teacher->isRemote()) {
        wanted_.clear(); // a folder that was shown before may come back
        endpoint_->follow(list_->current());
        pages_->setCurrentWidget(page_);
        body_->setCurrentWidget(endpoint_);
    } else if (path.isEmpty()) {
        pages_->setCurrentWidget(empty_);
    } else if (path == wanted_) {
        body_->setCurrentIndex(0);
    } else {
        wanted_ = path;
        empty_->setBusy(true);
        Q_EMIT session_.inspectRequested(kInspectTag, path);
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
    body_->setCurrentIndex(0);
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
    const bool more = place_ < 0 || std::size_t(place_) >= experiment.teachers.size();
    if (more)
        experiment.teachers.emplace_back();
    const auto index = more ? experiment.teachers.size() - 1 : std::size_t(place_);
    if (experiment.teachers[index].path == wanted_.toStdString())
        return;
    experiment.teachers[index].path = wanted_.toStdString();
    experiment.teachers[index].remote = {};
    session_.setExperiment(std::move(experiment), this);
    list_->select(int(index));
    retranslate();
}

void TeacherPanel::fillRecent() {
    menu_->clear();
    const QStringList paths = QSettings().value(kRecent).toStringList();
    for (const QString& path : paths)
        connect(menu_->addAction(QDir::toNativeSeparators(path)), &QAction::triggered, this, [this, path] { openFolder(path); });
    if (paths.isEmpty())
        menu_->addAction(tr("No folder was opened yet"))->setEnabled(false);
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
