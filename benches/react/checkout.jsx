import { useState } from "react";
import { CodeStep } from "./code.jsx";
import { Consents } from "./consents.jsx";
import { Birth, Carrier, Phone } from "./fields.jsx";
import { Order } from "./order.jsx";

export function Checkout({ month }) {
  const [step, setStep] = useState("details");
  return (
    <>
      <Order month={month} />
      {step === "details" ? <Details onSend={() => setStep("code")} /> : <CodeStep />}
    </>
  );
}

function Details({ onSend }) {
  const [carrier, setCarrier] = useState("");
  const [phone, setPhone] = useState("");
  const [valid, setValid] = useState(false);
  const [birth, setBirth] = useState({ date: "", digit: "" });
  const [agreed, setAgreed] = useState([]);
  const ready = carrier !== "" && phone !== "" && valid && birth.date.length === 6 && agreed.length === 4;
  const submit = (event) => {
    event.preventDefault();
    if (ready) onSend();
  };
  return (
    <form className="details" noValidate autoComplete="on" onSubmit={submit}>
      <h2 id="heading" tabIndex={-1}>
        결제 정보 입력
      </h2>
      <Carrier chosen={carrier} onChoose={setCarrier} />
      <Phone onNumber={setPhone} onValidity={setValid} />
      <Birth birth={birth} onChange={setBirth} />
      <fieldset className="field">
        <legend>인증 방법</legend>
        <div className="choices">
          <label className="choice">
            <input type="radio" name="channel" value="sms" defaultChecked />
            <span>문자(SMS)</span>
          </label>
        </div>
      </fieldset>
      <Consents agreed={agreed} onAgree={setAgreed} />
      <div className="actions">
        <button type="submit" className="primary">
          인증번호 받기
        </button>
        <p className="small">인증번호는 누구에게도 알려&nbsp;주지&nbsp;마세요. 직원도 묻지 않아요.</p>
        <button type="button" className="quiet">
          결제 취소
        </button>
      </div>
    </form>
  );
}
