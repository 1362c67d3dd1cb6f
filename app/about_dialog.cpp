// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/about_dialog.h"

#include "core/api/system.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QIcon>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

namespace stillhouse::app {

using namespace widgets;

namespace {

QString joined(const std::vector<std::string>& words) {
    QStringList list;
    for (const auto& word : words)
        list << QString::fromStdString(word);
    return list.join(QStringLiteral(", "));
}

} // namespace

AboutDialog::AboutDialog(const EngineInfo& engine, QWidget* parent) : GrowingDialog(parent), lines_(new QFormLayout) {
    setWindowTitle(tr("About Stillhouse"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(520);
    auto* mark = new QLabel(this);
    mark->setPixmap(QIcon(QStringLiteral(":/icons/stillhouse.svg")).pixmap(48, 48));
    auto* title = new QLabel(QStringLiteral("Stillhouse %1").arg(QStringLiteral(STILLHOUSE_VERSION)), this);
    title->setProperty("type", "title");
    auto* text = new QLabel(tr("A desktop workbench for compressing language models. Free software under the GNU General Public License, "
                               "version 3 or later. Nothing leaves this machine unless you name where it goes."), this);
    text->setWordWrap(true);
    text->setProperty("type", "muted");
    lines_->setHorizontalSpacing(kGroupGap);
    lines_->setVerticalSpacing(kGap);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kPadding);
    column->setSpacing(kGap);
    for (QWidget* widget : {static_cast<QWidget*>(mark), static_cast<QWidget*>(title), static_cast<QWidget*>(text)})
        column->addWidget(widget);
    column->addSpacing(kGap);
    column->addLayout(lines_);
    column->addStretch();
    column->addWidget(buttons);

    addLine(tr("Engine"), engine.version.empty() ? tr("not loaded") : QString::fromStdString(engine.version));
    addLine(QStringLiteral("LibTorch"), engine.torchVersion.empty() ? tr("not loaded") : QString::fromStdString(engine.torchVersion));
    addLine(tr("Devices"), joined(engine.devices));
    addLine(QStringLiteral("Qt"), QString::fromLatin1(qVersion()));
    // Reading the processor may touch the disk: not on this thread.
    QThreadPool::globalInstance()->start([self = QPointer<AboutDialog>(this)] {
        const SystemReport report = systemReport(false);
        QMetaObject::invokeMethod(qApp, [self, report] {
            if (!self)
                return;
            self->addLine(tr("Processor"), QString::fromStdString(report.cpu));
            self->addLine(tr("Cores and threads"), QStringLiteral("%1 / %2").arg(report.cores).arg(report.threads));
            self->addLine(tr("Instruction sets"), joined(report.instructionSets));
            self->addLine(tr("Memory"), tr("%1 GiB").arg(double(report.memoryBytes) / (1 << 30), 0, 'f', 1));
            self->addLine(tr("Matrix library"), QString::fromStdString(report.blas));
            if (!report.warning.empty())
                self->addLine(tr("Warning"), shown(report.warning));
        });
    });
}

void AboutDialog::addLine(const QString& name, const QString& value) {
    auto* label = new QLabel(name, this);
    label->setProperty("type", "muted");
    auto* field = new QLabel(value, this);
    field->setWordWrap(true);
    field->setTextInteractionFlags(Qt::TextSelectableByMouse);
    lines_->addRow(label, field);
}

} // namespace stillhouse::app
