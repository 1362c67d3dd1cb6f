// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/endpoint_page.h"

#include "widgets/keychain.h"
#include "widgets/panels/endpoint_editor.h"
#include "widgets/panels/form_area.h"
#include "widgets/panels/teacher_probe.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace stillhouse::widgets {

EndpointPage::EndpointPage(Session& session, Keychain& keychain, QWidget* parent)
    : QWidget(parent), session_(session), keychain_(keychain),
      back_(new QPushButton(this)), editor_(new EndpointEditor(session, keychain)), probe_(new TeacherProbe(session, this)) {
    editor_->setMaximumWidth(640);
    probe_->setMinimumWidth(280);
    auto* body = new QSplitter(Qt::Horizontal);
    body->addWidget(new FormArea(editor_, this));
    body->addWidget(probe_);
    body->setStretchFactor(0, 1);
    body->setSizes({640, 360});
    body->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kPadding);
    column->addWidget(back_, 0, Qt::AlignLeft);
    column->addWidget(body, 1);
    connect(back_, &QPushButton::clicked, this, &EndpointPage::left);
    connect(editor_, &EndpointEditor::accepted, this, &EndpointPage::adopt);
    retranslate();
}

void EndpointPage::follow(int index) {
    index_ = index;
    back_->setVisible(index < 0);
    if (index < 0)
        return;
    const auto& spec = session_.experiment().teachers.at(std::size_t(index)).remote;
    if (spec == shown_)
        return;
    shown_ = spec;
    editor_->setSpec(shown_);
    readKeys(keychain_, this, shown_.keyName.empty() ? QStringList() : QStringList{QString::fromStdString(shown_.keyName)},
             [this, spec = shown_](const std::map<std::string, std::string>& keys) {
                 RemoteAccess access;
                 access.key = keys.empty() ? std::string() : keys.begin()->second;
                 probe_->setRemote({spec, access});
             });
}

void EndpointPage::adopt(const RemoteSpec& spec, const QString& key) {
    shown_ = spec;
    RemoteAccess access;
    access.key = key.toStdString();
    probe_->setRemote({spec, access});
    if (session_.projectFolder().empty())
        return;
    Experiment experiment = session_.experiment();
    if (index_ < 0 || std::size_t(index_) >= experiment.teachers.size()) {
        index_ = int(experiment.teachers.size());
        experiment.teachers.emplace_back();
    }
    experiment.teachers[std::size_t(index_)].path.clear();
    experiment.teachers[std::size_t(index_)].remote = spec;
    session_.setExperiment(std::move(experiment), this);
    Q_EMIT adopted(index_);
}

void EndpointPage::retranslate() {
    back_->setText(tr("Back"));
}

void EndpointPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
