// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/endpoint_editor.h"

#include "widgets/error_bar.h"
#include "widgets/keychain.h"
#include "widgets/native_jobs.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

const QString kEndpointTag = QStringLiteral("endpoint.test");

struct Listing {
    std::vector<std::string> models;
    Text warning;
};

} // namespace

EndpointEditor::EndpointEditor(Session& session, Keychain& keychain, QWidget* parent)
    : QWidget(parent), session_(session), keychain_(keychain), url_(new QLineEdit(this)), name_(new QLineEdit(this)),
      key_(new QLineEdit(this)), variable_(new QLineEdit(this)), model_(new QComboBox(this)), place_(new QComboBox(this)),
      rate_(new QSpinBox(this)), form_(new QFormLayout), note_(new QLabel(this)), state_(new QLabel(this)), test_(new QPushButton(this)),
      use_(new QPushButton(this)), errors_(new ErrorBar(this)) {
    url_->setObjectName(QStringLiteral("endpointUrl"));
    model_->setObjectName(QStringLiteral("endpointModel"));
    place_->setObjectName(QStringLiteral("keyPlace"));
    name_->setObjectName(QStringLiteral("keyName"));
    key_->setObjectName(QStringLiteral("keyText"));
    variable_->setObjectName(QStringLiteral("keyVariable"));
    test_->setObjectName(QStringLiteral("testConnection"));
    use_->setObjectName(QStringLiteral("useEndpoint"));
    state_->setObjectName(QStringLiteral("connectionState"));
    key_->setEchoMode(QLineEdit::Password);
    model_->setEditable(true);
    model_->setInsertPolicy(QComboBox::NoInsert);
    for (const auto place : {KeyPlace::None, KeyPlace::Keychain, KeyPlace::Variable})
        place_->addItem(QString(), int(place));
    rate_->setRange(0, 100000);
    use_->setProperty("role", "primary");
    note_->setProperty("type", "caption");
    note_->setWordWrap(true);
    state_->setWordWrap(true);
    makeLayout();
    connect(url_, &QLineEdit::textChanged, this, &EndpointEditor::updateButtons);
    connect(model_, &QComboBox::editTextChanged, this, &EndpointEditor::updateButtons);
    connect(name_, &QLineEdit::textChanged, this, &EndpointEditor::updateButtons);
    connect(url_, &QLineEdit::returnPressed, this, &EndpointEditor::test);
    connect(place_, &QComboBox::currentIndexChanged, this, &EndpointEditor::showKeyPlace);
    connect(test_, &QPushButton::clicked, this, [this] {
        if (testing_)
            session_.jobs().cancel(this, kEndpointTag);
        else
            test();
    });
    connect(use_, &QPushButton::clicked, this, &EndpointEditor::accept);
    retranslate();
    showKeyPlace();
}

void EndpointEditor::makeLayout() {
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form_->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form_->setVerticalSpacing(kGap);
    for (QWidget* field : std::initializer_list<QWidget*>{url_, model_, place_, name_, key_, variable_, rate_})
        form_->addRow(QStringLiteral(" "), field);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addWidget(test_);
    buttons->addWidget(use_);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kPadding);
    column->addWidget(note_);
    column->addLayout(form_);
    column->addLayout(buttons);
    column->addWidget(state_);
    column->addWidget(errors_);
    column->addStretch();
}

EndpointEditor::KeyPlace EndpointEditor::keyPlace() const {
    return KeyPlace(place_->currentData().toInt());
}

void EndpointEditor::showKeyPlace() {
    const bool chain = keyPlace() == KeyPlace::Keychain;
    const auto show = [this](QWidget* field, bool visible) {
        field->setVisible(visible);
        form_->labelForField(field)->setVisible(visible);
    };
    show(name_, chain);
    show(key_, chain);
    show(variable_, keyPlace() == KeyPlace::Variable);
    if (chain && name_->text().isEmpty())
        name_->setText(QUrl(url_->text()).host());
    updateButtons();
}

void EndpointEditor::setSpec(const RemoteSpec& spec) {
    base_ = spec;
    url_->setText(QString::fromStdString(spec.endpoint));
    model_->setEditText(QString::fromStdString(spec.model));
    name_->setText(QString::fromStdString(spec.keyName));
    variable_->setText(QString::fromStdString(spec.keyVariable));
    rate_->setValue(int(spec.requestsPerMinute));
    const auto place = !spec.keyName.empty() ? KeyPlace::Keychain : !spec.keyVariable.empty() ? KeyPlace::Variable : KeyPlace::None;
    place_->setCurrentIndex(place_->findData(int(place)));
    key_->clear();
    state_->clear();
    errors_->dismiss();
    showKeyPlace();
}

RemoteSpec EndpointEditor::spec() const {
    RemoteSpec spec = base_;
    spec.endpoint = url_->text().trimmed().toStdString();
    spec.model = model_->currentText().trimmed().toStdString();
    spec.keyName = keyPlace() == KeyPlace::Keychain ? name_->text().trimmed().toStdString() : std::string();
    spec.keyVariable = keyPlace() == KeyPlace::Variable ? variable_->text().trimmed().toStdString() : std::string();
    spec.requestsPerMinute = rate_->value();
    return spec;
}

/// Calls `use` with the key: the typed one, or the keychain's. Without a keychain, says so and does not call.
void EndpointEditor::withKey(std::function<void(const QString&)> use) {
    if (keyPlace() != KeyPlace::Keychain || !key_->text().isEmpty())
        return use(keyPlace() == KeyPlace::Keychain ? key_->text() : QString());
    keychain_.read(this, name_->text().trimmed(), [this, use](const KeychainAnswer& answer) {
        if (answer.state == KeychainAnswer::State::Done)
            return use(answer.key);
        explain(answer);
    });
}

void EndpointEditor::explain(const KeychainAnswer& answer) {
    testing_ = false;
    state_->clear();
    using State = KeychainAnswer::State;
    const QString what = answer.state == State::NoService ? tr("This system has no keychain service.")
                         : answer.state == State::Absent  ? tr("The keychain has no entry \"%1\" yet.").arg(name_->text())
                                                          : tr("The keychain refused: %1").arg(answer.reason);
    const QString remedy = answer.state == State::Absent
                               ? tr("Type the key; it is stored under this name.")
                               : tr("Put the key into an environment variable, start the program with it, and choose that here.");
    errors_->showNotice(ErrorBar::Tone::Warning, what, remedy);
    if (answer.state == State::Absent)
        errors_->setAction({}, {});
    else
        errors_->setAction(tr("Use an environment variable"), [this] {
            place_->setCurrentIndex(place_->findData(int(KeyPlace::Variable)));
            if (variable_->text().isEmpty())
                variable_->setText(QStringLiteral("STILLHOUSE_API_KEY"));
            errors_->dismiss();
        });
    updateButtons();
}

void EndpointEditor::test() {
    if (testing_ || url_->text().trimmed().isEmpty())
        return;
    testing_ = true;
    errors_->dismiss();
    state_->setText(tr("Connecting…"));
    updateButtons();
    withKey([this](const QString& key) { connectTo(key); });
}

void EndpointEditor::connectTo(const QString& key) {
    RemoteSpec spec = this->spec();
    spec.retries = 0; // somebody is looking on
    spec.timeoutSeconds = std::min(spec.timeoutSeconds, 15.0);
    RemoteAccess access;
    access.key = key.toStdString();
    session_.jobs().start<Listing>(
        this, NativeJobs::Lane::Look, kEndpointTag,
        [spec, access](RunControl& control) -> Result<Listing> {
            auto teacher = RemoteTeacher::open(spec, access);
            if (!teacher)
                return teacher.error();
            auto models = teacher->models(control);
            if (!models)
                return models.error();
            return Listing{std::move(*models), teacher->warning()};
        },
        [this](Result<Listing> listing) {
            if (listing)
                tested(listing->models, listing->warning);
            else
                tested(listing.error(), {});
        });
}

void EndpointEditor::tested(const Result<std::vector<std::string>>& models, const Text& warning) {
    testing_ = false;
    if (!models) {
        state_->setText(models.error().kind == ErrorKind::Cancelled ? tr("Stopped.") : tr("Not connected."));
        errors_->showError(models.error());
        updateButtons();
        return;
    }
    const QString chosen = model_->currentText();
    {
        const QSignalBlocker quiet(model_);
        model_->clear();
        for (const auto& name : *models)
            model_->addItem(QString::fromStdString(name));
        model_->setEditText(chosen.isEmpty() && !models->empty() ? QString::fromStdString(models->front()) : chosen);
    }
    state_->setText(tr("Connected. Models there: %1.").arg(models->size()));
    if (!warning.empty())
        errors_->showNotice(ErrorBar::Tone::Warning, shown(warning));
    updateButtons();
}

void EndpointEditor::accept() {
    const RemoteSpec spec = this->spec();
    if (const auto fine = checkRemote(spec); !fine)
        return errors_->showError(fine.error());
    errors_->dismiss();
    if (keyPlace() != KeyPlace::Keychain || key_->text().isEmpty())
        return withKey([this, spec](const QString& key) { Q_EMIT accepted(spec, key); });
    const QString key = key_->text();
    keychain_.write(this, name_->text().trimmed(), key, [this, spec, key](const KeychainAnswer& answer) {
        if (answer.state != KeychainAnswer::State::Done)
            return explain(answer);
        key_->clear(); // it is in the keychain now
        retranslate();
        Q_EMIT accepted(spec, key);
    });
}

void EndpointEditor::updateButtons() {
    const bool address = !url_->text().trimmed().isEmpty();
    const bool named = keyPlace() != KeyPlace::Keychain || !name_->text().trimmed().isEmpty();
    test_->setEnabled(testing_ || (address && named));
    test_->setText(testing_ ? tr("Stop") : tr("Test connection"));
    use_->setEnabled(!testing_ && address && named && !model_->currentText().trimmed().isEmpty());
}

void EndpointEditor::retranslate() {
    note_->setText(
        tr("Any OpenAI-compatible server that returns log-probabilities. Prompts are sent there; answers are kept in the project."));
    const std::pair<QWidget*, QString> labels[] = {{url_, tr("Address")},
                                                   {model_, tr("Model")},
                                                   {place_, tr("Key")},
                                                   {name_, tr("Entry in the keychain")},
                                                   {key_, tr("Key to store there")},
                                                   {variable_, tr("Environment variable with the key")},
                                                   {rate_, tr("Requests per minute")}};
    for (const auto& [field, label] : labels) {
        qobject_cast<QLabel*>(form_->labelForField(field))->setText(label);
        field->setAccessibleName(label);
    }
    url_->setPlaceholderText(QStringLiteral("http://127.0.0.1:8080/v1"));
    model_->lineEdit()->setPlaceholderText(tr("Test the connection to see the models"));
    key_->setPlaceholderText(tr("Leave empty to use the stored one"));
    variable_->setPlaceholderText(QStringLiteral("STILLHOUSE_API_KEY"));
    rate_->setSpecialValueText(tr("No limit"));
    place_->setItemText(0, tr("None needed, or in STILLHOUSE_API_KEY"));
    place_->setItemText(1, tr("In the system keychain"));
    place_->setItemText(2, tr("In an environment variable"));
    use_->setText(tr("Use as teacher"));
    updateButtons();
}

void EndpointEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
