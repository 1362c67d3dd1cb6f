// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/model_chooser.h"

#include "widgets/eliding_box.h"
#include "widgets/icons.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <algorithm>

namespace stillhouse::widgets {

ModelChooser::ModelChooser(Session& session, bool files, QWidget* parent)
    : QWidget(parent), session_(session), files_(files), label_(new QLabel(this)), box_(new ElidingBox(12, this)), open_(new QPushButton(this)) {
    label_->setBuddy(box_);
    box_->setObjectName(QStringLiteral("modelBox"));
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(box_, 1);
    row->addWidget(open_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(label_);
    column->addLayout(row);
    setFocusProxy(box_);
    if (files_) {
        auto* menu = new QMenu(this);
        menu->addAction(QString(), this, &ModelChooser::chooseFolder);
        menu->addAction(QString(), this, &ModelChooser::chooseFile);
        for (QAction* action : menu->actions())
            action->setProperty("palette", "no"); // it would not say what for
        open_->setMenu(menu);
    } else {
        connect(open_, &QPushButton::clicked, this, &ModelChooser::chooseFolder);
    }
    connect(box_, &QComboBox::currentIndexChanged, this, [this] { announce(); });
    connect(&session_, &Session::projectChanged, this, [this] {
        sources_.clear();
        fill({});
        reload();
    });
    connect(&session_, &Session::experimentChanged, this, &ModelChooser::reload);
    connect(&session_, &Session::storeChanged, this, &ModelChooser::reload);
    connect(&session_, &Session::runEnded, this, &ModelChooser::reload);
    retranslate();
    reload();
}

void ModelChooser::reload() {
    if (session_.projectFolder().empty())
        return;
    loading_ = true;
    session_.query<std::vector<ModelSource>>(
        this, QStringLiteral("models"),
        [teachers = session_.experiment().teachers, folder = session_.projectFolder(), files = files_](Store& store) {
            return modelSources(store, teachers, folder, files);
        },
        [this](Result<std::vector<ModelSource>> found) {
            loading_ = false;
            if (!found) {
                Q_EMIT failed(found.error());
                return;
            }
            for (const auto& source : sources_) // what the user brought along stays
                if (source.kind == ModelSource::Kind::Chosen)
                    found->push_back(source);
            const QString keep = path();
            sources_ = std::move(*found);
            fill(keep);
        });
}

void ModelChooser::fill(const QString& keep) {
    {
        const QSignalBlocker quiet(box_);
        box_->clear();
        for (const auto& source : sources_) {
            box_->addItem(nameOf(source), QString::fromStdString(source.path));
            box_->setItemData(box_->count() - 1, QString::fromStdString(source.path), Qt::ToolTipRole);
        }
        const int at = box_->findData(keep);
        const auto first = std::find_if(sources_.begin(), sources_.end(), [this](const auto& s) { return !students_ || s.kind == ModelSource::Kind::Student; });
        box_->setCurrentIndex(at >= 0 ? at : first == sources_.end() ? -1 : int(first - sources_.begin()));
    }
    box_->setEnabled(!sources_.empty());
    announce();
}

void ModelChooser::announce() {
    box_->setToolTip(path());
    if (path() == announced_ && !path().isEmpty())
        return;
    announced_ = path();
    Q_EMIT chosen(announced_);
}

const ModelSource* ModelChooser::current() const {
    const int at = box_->currentIndex();
    return at >= 0 && at < int(sources_.size()) ? &sources_[std::size_t(at)] : nullptr;
}

QString ModelChooser::path() const { return current() ? QString::fromStdString(current()->path) : QString(); }

QString ModelChooser::slug() const {
    const ModelSource* source = current();
    if (!source)
        return {};
    QString name = source->kind == ModelSource::Kind::Student ? QString::fromStdString(source->run + '-' + source->subject)
                                                              : QFileInfo(QString::fromStdString(source->path)).completeBaseName();
    static const QRegularExpression other(QStringLiteral("[^\\p{L}\\p{N}._-]+"));
    name = name.replace(other, QStringLiteral("-")).toLower();
    if (source->kind == ModelSource::Kind::Student) // the letter of a strategy stays a capital
        name.replace(name.size() - 1, 1, QString::fromStdString(source->subject).right(1));
    return name;
}

std::string ModelChooser::token() const {
    const ModelSource* source = current();
    return source && (source->subject == "A" || source->subject == "B" || source->subject == "teacher") ? source->subject : "baseline";
}

QString ModelChooser::shownName() const { return current() ? nameOf(*current()) : QString(); }

QString ModelChooser::nameOf(const ModelSource& source) const {
    const QString file = QFileInfo(QString::fromStdString(source.path)).fileName();
    switch (source.kind) {
    case ModelSource::Kind::Teacher:
        return tr("Teacher: %1").arg(file);
    case ModelSource::Kind::Student:
        return tr("Student %1: %2", "letter of the strategy, name of the run").arg(QString::fromStdString(source.subject), QString::fromStdString(source.run));
    case ModelSource::Kind::File:
    case ModelSource::Kind::Chosen:
        break;
    }
    return file;
}

void ModelChooser::setPath(const QString& path) {
    for (const auto& source : sources_)
        if (QString::fromStdString(source.path) == path)
            return fill(path);
    sources_.push_back({ModelSource::Kind::Chosen, path.toStdString(), {}, {}});
    fill(path);
}

bool ModelChooser::accepts(const QMimeData* data) const {
    if (!data->hasUrls() || !data->urls().front().isLocalFile())
        return false;
    const QString path = data->urls().front().toLocalFile();
    return QFileInfo(path).isDir() || (files_ && isModelFile(path.toStdString()));
}

void ModelChooser::take(const QMimeData* data) { setPath(data->urls().front().toLocalFile()); }

void ModelChooser::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Choose a model folder"), QString::fromStdString(session_.projectFolder()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &ModelChooser::setPath);
    dialog->open();
}

void ModelChooser::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Choose a model file"), QString::fromStdString(session_.projectFolder()),
                                   tr("Models (%1)").arg(QStringLiteral("*.safetensors *.gguf")));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ModelChooser::setPath);
    dialog->open();
}

void ModelChooser::setLabel(const QString& label) {
    name_ = label;
    retranslate();
}

void ModelChooser::setCompact() {
    compact_ = true;
    open_->setIcon(icon(QStringLiteral("folder")));
    open_->setProperty("role", "icon");
    retranslate();
}

void ModelChooser::preferStudents() { students_ = true; }

void ModelChooser::retranslate() {
    label_->setText(name_.isEmpty() ? tr("Model") : name_);
    box_->setAccessibleName(label_->text());
    box_->setPlaceholderText(tr("No model yet"));
    open_->setText(compact_ ? QString() : tr("Open…"));
    open_->setToolTip(tr("Open another model"));
    open_->setAccessibleName(tr("Open another model"));
    if (open_->menu()) {
        open_->menu()->actions()[0]->setText(tr("A model folder…"));
        open_->menu()->actions()[1]->setText(tr("A packed or GGUF file…"));
    }
    const QSignalBlocker quiet(box_);
    for (int i = 0; i < box_->count(); ++i)
        box_->setItemText(i, nameOf(sources_[std::size_t(i)]));
}

// Another page may have written a model since.
void ModelChooser::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    reload();
}

void ModelChooser::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
