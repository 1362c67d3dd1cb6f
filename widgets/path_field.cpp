// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/path_field.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QStyle>
#include <QToolButton>

namespace stillhouse::widgets {

PathField::PathField(Mode mode, QWidget* parent)
    : QWidget(parent), mode_(mode), label_(new QLabel(this)), error_(new QLabel(this)), field_(new QLineEdit(this)), browse_(new QToolButton(this)) {
    label_->setBuddy(field_);
    error_->setProperty("type", "error");
    error_->setWordWrap(true);
    error_->hide();
    browse_->setIcon(icon(QStringLiteral("folder")));
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(field_, 1);
    row->addWidget(browse_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(label_);
    column->addLayout(row);
    column->addWidget(error_);
    setFocusProxy(field_);
    field_->installEventFilter(this);
    connect(field_, &QLineEdit::textEdited, this, [this] {
        suggested_ = field_->text().trimmed().isEmpty();
        setError({});
        Q_EMIT edited();
    });
    connect(field_, &QLineEdit::textChanged, this, [this] { field_->setToolTip(field_->text()); });
    connect(browse_, &QToolButton::clicked, this, &PathField::choose);
    retranslate();
}

QString PathField::path() const { return field_->text().trimmed(); }

void PathField::suggest(const QString& path) {
    if (!suggested_)
        return;
    field_->setText(path);
    field_->setCursorPosition(int(path.size())); // the end of a path tells more than its beginning
    setError({});
}

void PathField::setPath(const QString& path) {
    field_->setText(path);
    suggested_ = false;
    setError({});
}

void PathField::clear() {
    setPath({});
    suggested_ = true;
}

void PathField::setTexts(const QString& label, const QString& placeholder) {
    label_->setText(label);
    field_->setAccessibleName(label);
    field_->setPlaceholderText(placeholder);
}

void PathField::setError(const QString& message) {
    error_->setText(message);
    error_->setVisible(!message.isEmpty());
    field_->setProperty("invalid", !message.isEmpty());
    field_->style()->unpolish(field_);
    field_->style()->polish(field_);
}

void PathField::choose() {
    auto* dialog = new QFileDialog(this, label_->text(), path(), filter_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode_ == Mode::Folder ? QFileDialog::Directory : mode_ == Mode::OpenFile ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    dialog->setAcceptMode(mode_ == Mode::SaveFile ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setOption(QFileDialog::ShowDirsOnly, mode_ == Mode::Folder);
    connect(dialog, &QFileDialog::fileSelected, this, &PathField::take);
    dialog->open();
}

void PathField::take(const QString& path) {
    setPath(path);
    Q_EMIT edited();
}

bool PathField::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::DragEnter || event->type() == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        const auto urls = drop->mimeData()->urls();
        if (!urls.isEmpty() && urls.front().isLocalFile()) {
            drop->acceptProposedAction();
            if (event->type() == QEvent::Drop)
                take(urls.front().toLocalFile());
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void PathField::retranslate() {
    browse_->setToolTip(tr("Browse…"));
    browse_->setAccessibleName(tr("Browse…"));
}

void PathField::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
